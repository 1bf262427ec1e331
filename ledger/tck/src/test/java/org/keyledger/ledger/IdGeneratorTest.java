package org.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Random ids of a storage")
class IdGeneratorTest {

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
