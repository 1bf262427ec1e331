package org.keyledger.command.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.EMAIL_HMAC;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.login.LoginCommand.RequestMagicLink;
import org.keyledger.kernel.login.LoginCommand.ShowMagicLinkCode;
import org.keyledger.kernel.login.LoginCommand.UseMagicLink;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;

@DisplayName("A magic link")
class MagicLinksTest {

    /** On the day on which the clock of the fixture starts. */
    private static final Instant TODAY = Instant.parse("2026-03-04T12:00:00Z");

    private static final Decision REFUSED = Decision.refuse(Refusal.INVALID_TOKEN);

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void is_used_once() {
        commandSide.given(requested(1));

        assertThat(commandSide.when(used(1))).isEqualTo(Decision.done());
        assertThat(commandSide.when(used(1))).isEqualTo(REFUSED);
        assertThat(commandSide.events()).hasSize(2);
    }

    @Test
    void is_retired_by_a_newer_one() {
        commandSide.given(requested(1), requested(2));

        assertThat(commandSide.when(used(1))).isEqualTo(REFUSED);
        assertThat(commandSide.when(used(2))).isEqualTo(Decision.done());
    }

    @Test
    void expires_after_ten_minutes() {
        commandSide.given(requested(1));
        commandSide.advanceClock(RequestMagicLink.LIFETIME);

        assertThat(commandSide.when(used(1))).isEqualTo(REFUSED);
        assertThat(commandSide.when(new ShowMagicLinkCode(EMAIL_HMAC, request(1))))
                .isEqualTo(REFUSED);
    }

    @Test
    void takes_its_code_only_after_it_was_shown() {
        commandSide.given(requested(1));
        var byCode = new UseMagicLink(EMAIL_HMAC, request(1), true);

        assertThat(commandSide.when(byCode)).isEqualTo(REFUSED);
        assertThat(commandSide.when(new ShowMagicLinkCode(EMAIL_HMAC, request(1))))
                .isEqualTo(Decision.done());
        assertThat(commandSide.when(new ShowMagicLinkCode(EMAIL_HMAC, request(1))))
                .isEqualTo(Decision.noChange());
        assertThat(commandSide.when(byCode)).isEqualTo(Decision.done());
    }

    @Test
    void that_was_never_requested_is_refused() {
        assertThat(commandSide.when(used(1))).isEqualTo(REFUSED);
    }

    @Test
    void is_gone_with_the_key_of_the_day() {
        commandSide.given(requested(1));
        commandSide.erase("day/2026-03-04");

        assertThat(commandSide.when(used(1))).isEqualTo(REFUSED);
        assertThat(commandSide.when(requested(2))).isEqualTo(Decision.noChange());
    }

    private static RequestMagicLink requested(int number) {
        return new RequestMagicLink(EMAIL_HMAC, EmailAddress.parse("ada@example.com"), request(number));
    }

    private static UseMagicLink used(int number) {
        return new UseMagicLink(EMAIL_HMAC, request(number), false);
    }

    private static MailRequestId request(int number) {
        return MailRequestId.ofNotice(number, TODAY);
    }
}
