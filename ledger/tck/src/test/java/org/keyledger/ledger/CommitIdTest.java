package org.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Generating a commit id")
class CommitIdTest {

    @Test
    void never_gives_one_twice() {
        Set<String> keys = new HashSet<>();
        for (int n = 0; n < 10_000; n++) {
            assertThat(keys.add(Commit.randomCommitId())).isTrue();
        }
    }

    @Test
    void gives_keys_in_the_order_of_time() {
        String earlier = Commit.randomCommitId();
        long drawnAt = System.currentTimeMillis();
        Eventually.awaitTrue(() -> System.currentTimeMillis() > drawnAt, System::currentTimeMillis);
        String later = Commit.randomCommitId();

        assertThat(later).isGreaterThan(earlier).startsWith("commit/");
        assertThat(UUID.fromString(later.substring("commit/".length())).version())
                .isEqualTo(7);
    }
}
