package org.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Random ids of storages, commits and events")
class IdGeneratorTest {

    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void are_uuids_of_version_4_and_variant_2() {
        UUID zeros = new IdGenerator(constantRandom(0)).uuid();
        UUID ones = new IdGenerator(constantRandom(-1)).uuid();

        assertThat(zeros).hasToString("00000000-0000-4000-8000-000000000000");
        assertThat(ones).hasToString("ffffffff-ffff-4fff-bfff-ffffffffffff");
    }

    @Test
    void name_this_process_as_a_writer() {
        String pid = Long.toString(ProcessHandle.current().pid());

        assertThat(new IdGenerator(constantRandom(255)).writerName()).isEqualTo(pid + "-ff");
    }

    @Test
    void are_uuids_of_version_7_for_commits() {
        assertThat(new IdGenerator(constantRandom(-1)).commitId(TIME))
                .isEqualTo("commit/019b76da-a800-7fff-bfff-ffffffffffff");
    }

    @Test
    void never_repeat_for_commits_of_one_time() {
        IdGenerator ids = new IdGenerator(new SecureRandom());
        Set<String> commitIds = new HashSet<>();

        for (int n = 0; n < 10_000; n++) {
            assertThat(commitIds.add(ids.commitId(TIME))).isTrue();
        }
    }

    @Test
    void are_in_the_order_of_time_for_commits() {
        IdGenerator ids = new IdGenerator(new SecureRandom());

        assertThat(ids.commitId(TIME.plusMillis(1))).isGreaterThan(ids.commitId(TIME));
    }

    private static SecureRandom constantRandom(long value) {
        return new SecureRandom() {

            private static final long serialVersionUID = 1;

            @Override
            public long nextLong() {
                return value;
            }
        };
    }
}
