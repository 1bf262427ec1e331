package org.keyledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.REQUEST;
import static org.keyledger.command.Samples.signUp;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.command.ConcurrentNodes;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserEvent.EmailVerified;

@DisplayName("Confirming one link many times")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class EmailVerificationConcurrencyTest {

    @Test
    void in_parallel_is_recorded_once() throws Exception {
        try (var race = new ConcurrentNodes()) {
            race.node.given(signUp());

            var decisions = race.run(race.alternating(100, new VerifyEmail(ADA, REQUEST, Digest.of("link"), null)));

            assertThat(decisions).containsOnlyOnce(Decision.done());
            assertThat(decisions).filteredOn(Decision.noChange()::equals).hasSize(99);
            assertThat(race.node.events())
                    .filteredOn(EmailVerified.class::isInstance)
                    .hasSize(1);
        }
    }
}
