package org.keyledger.command.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.EMAIL_HMAC;
import static org.keyledger.command.Samples.signUp;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.login.LoginCommand.RecordFailedLogin;
import org.keyledger.kernel.login.LoginEvent.LoginFailed;
import org.keyledger.ledger.annotation.Erased;

@DisplayName("Recording failed log-ins")
class FailedLoginsTest {

    private static final RecordFailedLogin AT_ADA = new RecordFailedLogin(EMAIL_HMAC);
    private static final RecordFailedLogin AT_NOBODY =
            new RecordFailedLogin(EmailHmac.parse("bm9ib2R5IGhhcyB0aGlzIGFkZHJlc3M"));

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void is_recorded_with_and_without_an_account() {
        commandSide.given(signUp(), AT_ADA, AT_ADA, AT_NOBODY);

        assertThat(streams()).hasSize(3).doesNotContain(ADA.toString(), EMAIL_HMAC.value());
        assertThat(new HashSet<>(streams())).hasSize(2);
        assertThat(streams()).allMatch(stream -> stream.matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void starts_a_new_stream_each_day() {
        commandSide.given(AT_ADA);
        commandSide.advanceClock(Duration.ofDays(1));
        commandSide.given(AT_ADA);

        assertThat(new HashSet<>(streams())).hasSize(2);
    }

    @Test
    void is_recorded_at_most_fifty_times_a_day() {
        for (var i = 0; i < 50; i++) {
            commandSide.given(AT_ADA);
        }

        assertThat(commandSide.when(AT_ADA)).isEqualTo(Decision.noChange());
        assertThat(commandSide.when(AT_NOBODY)).isEqualTo(Decision.done());
        assertThat(streams()).hasSize(51);
    }

    @Test
    void is_not_recorded_once_the_day_key_is_destroyed() {
        commandSide.when(AT_ADA, Map.of(RequestMetadata.ADDRESS, "192.0.2.7"));
        var day = "day/2026-03-04";
        assertThat(address()).isEqualTo("192.0.2.7");

        commandSide.erase(day);

        assertThat(address()).isEqualTo(Erased.REPLACEMENT);
        assertThat(commandSide.when(AT_ADA)).isEqualTo(Decision.noChange());
        assertThat(commandSide.when(AT_NOBODY)).isEqualTo(Decision.noChange());
        assertThat(streams()).hasSize(1);
    }

    private Object address() {
        return commandSide.lastMessages().get(0).getMetaData().get(RequestMetadata.ADDRESS);
    }

    private List<String> streams() {
        return commandSide.events().stream()
                .filter(LoginFailed.class::isInstance)
                .map(event -> ((LoginFailed) event).attempts().value())
                .toList();
    }
}
