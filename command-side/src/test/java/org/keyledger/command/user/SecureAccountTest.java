package org.keyledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.logIn;
import static org.keyledger.command.Samples.signUpWithProvedAddress;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.factor.FactorCommand.ConfirmTotp;
import org.keyledger.kernel.factor.FactorCommand.EnrollTotp;
import org.keyledger.kernel.factor.FactorEvent.Reason;
import org.keyledger.kernel.factor.FactorEvent.TotpDisabled;
import org.keyledger.kernel.factor.RecoveryCodeDigests;
import org.keyledger.kernel.factor.TotpSecret;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserCommand.SecureAccount;
import org.keyledger.kernel.user.UserEvent.AccountSecured;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.PasswordResetRequested;

@DisplayName("Securing an account with the link in a notice")
class SecureAccountTest {

    private static final Digest TOKEN = Digest.of("reset link");
    private static final MailRequestId RESET = new MailRequestId(id(81));
    private static final SessionId LATER = new SessionId(id(80));

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void ends_every_session_and_sends_a_reset_mail() {
        commandSide.given(signUpWithProvedAddress());
        var notice = notice();

        assertThat(commandSide.when(secure(notice, false))).isEqualTo(Decision.done());

        assertThat(List.<Object>copyOf(commandSide.lastCommit()))
                .containsExactly(
                        new AccountSecured(ADA, notice, FIRST.next()),
                        new PasswordResetRequested(
                                ADA, RESET, TOKEN, commandSide.clock.instant().plus(Duration.ofHours(24))));
    }

    @Test
    void ends_the_api_keys_if_asked_to() {
        commandSide.given(signUpWithProvedAddress());
        var notice = notice();

        commandSide.when(secure(notice, true));

        assertThat(List.<Object>copyOf(commandSide.lastCommit())).contains(new ApiKeysEnded(ADA, TENANT, FIRST.next()));
    }

    @Test
    void lets_nobody_log_in_before_the_password_is_reset() {
        commandSide.given(signUpWithProvedAddress());
        commandSide.given(secure(notice(), false));

        assertThat(commandSide.when(logIn(LATER, FIRST.next())))
                .isEqualTo(Decision.refuse(Refusal.PASSWORD_RESET_REQUIRED));

        commandSide.given(
                new ResetPassword(ADA, RESET, TOKEN, PasswordHash.parse("{bcrypt}new"), false, Digest.of("receipt")));
        assertThat(commandSide.when(logIn(LATER, FIRST.next().next()))).isEqualTo(Decision.done());
    }

    @Test
    void changes_nothing_for_a_notice_of_something_before_the_account_was_secured() {
        commandSide.given(signUpWithProvedAddress());
        var notice = notice();
        commandSide.given(secure(notice, true));

        assertThat(commandSide.when(secure(notice, true))).isEqualTo(Decision.noChange());
        assertThat(commandSide.when(secure(notice, false))).isEqualTo(Decision.noChange());
    }

    @Test
    void ends_the_api_keys_when_it_is_repeated_for_that() {
        commandSide.given(signUpWithProvedAddress());
        var notice = notice();
        commandSide.given(secure(notice, false));

        assertThat(commandSide.when(secure(notice, true))).isEqualTo(Decision.done());
    }

    @Test
    void is_refused_after_72_hours() {
        commandSide.given(signUpWithProvedAddress());
        var notice = MailRequestId.ofNotice(7, commandSide.clock.instant().minus(SecureAccount.WINDOW));

        assertThat(commandSide.when(secure(notice, false))).isEqualTo(Decision.refuse(Refusal.INVALID_TOKEN));
    }

    @Test
    void removes_a_second_factor_that_was_added_lately() {
        commandSide.given(signUpWithProvedAddress(), enroll(), confirm());

        commandSide.when(secure(notice(), false));

        assertThat(List.<Object>copyOf(commandSide.lastCommit()))
                .contains(new TotpDisabled(ADA, Reason.ACCOUNT_SECURED));
    }

    @Test
    void keeps_a_second_factor_that_was_added_before() {
        commandSide.given(signUpWithProvedAddress(), enroll(), confirm());
        commandSide.advanceClock(SecureAccount.WINDOW.plusSeconds(1));

        commandSide.when(secure(notice(), false));

        assertThat(List.<Object>copyOf(commandSide.lastCommit()))
                .doesNotContain(new TotpDisabled(ADA, Reason.ACCOUNT_SECURED));
    }

    private static EnrollTotp enroll() {
        return new EnrollTotp(ADA_SIGNED_IN, TotpSecret.parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), false);
    }

    private static ConfirmTotp confirm() {
        var codes = IntStream.range(0, RecoveryCodeDigests.COUNT)
                .mapToObj(code -> Digest.of("code " + code))
                .toList();
        return new ConfirmTotp(ADA_SIGNED_IN, 1, 5, RecoveryCodeDigests.of(codes));
    }

    private MailRequestId notice() {
        return MailRequestId.ofNotice(7, commandSide.clock.instant());
    }

    private static SecureAccount secure(MailRequestId notice, boolean revokeKeys) {
        return new SecureAccount(ADA, notice, revokeKeys, new LinkToSend(RESET, TOKEN));
    }
}
