package org.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Generating ids of commits and events")
class IdGeneratorTest {

    private final MutableClock clock = MutableClock.at("2026-01-01T00:00:00Z");
    private final IdGenerator ids = new IdGenerator(clock, new SecureRandom());

    @Test
    void never_returns_a_commit_id_twice() {
        Set<String> commitIds = new HashSet<>();
        for (int n = 0; n < 10_000; n++) {
            assertThat(commitIds.add(ids.nextCommitId())).isTrue();
        }
    }

    @Test
    void returns_commit_ids_in_the_order_of_time() {
        String earlier = ids.nextCommitId();
        clock.advance(Duration.ofMillis(1));
        String later = ids.nextCommitId();

        assertThat(later).isGreaterThan(earlier).startsWith("commit/");
        assertThat(UUID.fromString(later.substring("commit/".length())))
                .extracting(UUID::version, UUID::variant)
                .containsExactly(7, 2);
    }

    @Test
    void returns_random_uuids_for_events() {
        assertThat(UUID.fromString(ids.nextEventId()))
                .extracting(UUID::version, UUID::variant)
                .containsExactly(4, 2);
        assertThat(ids.nextEventId()).isNotEqualTo(ids.nextEventId());
    }
}
