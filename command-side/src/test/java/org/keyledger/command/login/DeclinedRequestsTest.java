package org.keyledger.command.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.EMAIL_HMAC;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.login.LoginCommand.DeclineRequest;
import org.keyledger.kernel.login.LoginCommand.RecordFailedLogin;
import org.keyledger.kernel.login.LoginEvent.RequestDeclined;

@DisplayName("Declining a request for an address without an account")
class DeclinedRequestsTest {

    private static final DeclineRequest DECLINED = new DeclineRequest(EMAIL_HMAC);
    private static final DeclineRequest AT_ANOTHER =
            new DeclineRequest(EmailHmac.parse("bm9ib2R5IGhhcyB0aGlzIGFkZHJlc3M"));

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void records_one_event_each_time_in_a_stream_of_the_address_and_the_day() {
        commandSide.given(DECLINED, DECLINED, AT_ANOTHER);
        commandSide.advanceClock(Duration.ofDays(1));
        commandSide.given(DECLINED);

        assertThat(commandSide.events()).hasSize(4);
        assertThat(streams()).hasSize(4).allMatch(stream -> stream.matches("[A-Za-z0-9_-]{43}"));
        assertThat(new HashSet<>(streams())).hasSize(3).doesNotContain(EMAIL_HMAC.value());
    }

    @Test
    void has_another_stream_than_the_failed_log_ins_of_the_address() {
        commandSide.given(DECLINED, new RecordFailedLogin(EMAIL_HMAC));

        assertThat(commandSide.events()).hasSize(2);
        assertThat(streams()).hasSize(1);
    }

    @Test
    void records_nothing_once_the_day_key_is_destroyed() {
        commandSide.given(DECLINED);
        commandSide.erase("day/2026-03-04");

        assertThat(commandSide.when(DECLINED)).isEqualTo(Decision.noChange());
    }

    private List<String> streams() {
        return commandSide.events().stream()
                .filter(RequestDeclined.class::isInstance)
                .map(event -> ((RequestDeclined) event).requests().value())
                .toList();
    }
}
