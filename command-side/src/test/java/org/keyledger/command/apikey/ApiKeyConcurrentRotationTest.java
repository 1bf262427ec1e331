package org.keyledger.command.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.signUp;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.command.ConcurrentNodes;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.RotateApiKey;
import org.keyledger.kernel.apikey.ApiKeyCommand.Successor;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyPrefix;

@DisplayName("Rotating an API key concurrently")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ApiKeyConcurrentRotationTest {

    private static final int ROUNDS = 100;

    @Test
    void creates_one_successor() throws Exception {
        try (var race = new ConcurrentNodes()) {
            race.node.given(signUp());
            var key = KEY;
            for (int round = 1; round <= ROUNDS; round++) {
                var one = new ApiKeyId(id(1_000 + round));
                var other = new ApiKeyId(id(2_000 + round));
                var decisions = race.run(race.onNode(rotate(key, one)), race.onOtherNode(rotate(key, other)));
                assertThat(decisions)
                        .as("round %d", round)
                        .containsExactlyInAnyOrder(Decision.done(), Decision.refuse(Refusal.KEY_ENDED));
                key = decisions.get(0).equals(Decision.done()) ? one : other;
            }
            assertThat(race.node.events())
                    .filteredOn(ApiKeyCreated.class::isInstance)
                    .hasSize(1 + ROUNDS);
        }
    }

    private static RotateApiKey rotate(ApiKeyId key, ApiKeyId successor) {
        var start = new Successor(successor, KeyPrefix.parse("kl_test_" + successor), "abcd", Digest.of("secret"));
        return new RotateApiKey(key, TENANT, ADA_SIGNED_IN, start, Duration.ZERO);
    }
}
