package org.keyledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.ADA_SIGNED_IN;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.REQUEST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.logIn;
import static org.keyledger.command.Samples.signUp;
import static org.keyledger.command.Samples.signUpWithProvedAddress;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.CommandSideFixture;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.factor.FactorCommand.EnrollTotp;
import org.keyledger.kernel.factor.FactorEvent.Reason;
import org.keyledger.kernel.factor.FactorEvent.TotpDisabled;
import org.keyledger.kernel.factor.TotpSecret;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.ReclaimAccount;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserEvent.AccountReclaimed;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.EmailOwnershipProved;
import org.keyledger.kernel.user.UserEvent.EmailVerified;

@DisplayName("An account whose owner may not have created it")
class AccountReclaimTest {

    private static final ReclaimAccount RECLAIM = new ReclaimAccount(ADA);
    private static final SessionId LATER = new SessionId(id(80));
    private static final MailRequestId ASKED = new MailRequestId(id(81));
    private static final Digest TOKEN = Digest.of("reset link");

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void keeps_nothing_when_the_reader_of_its_mails_takes_it_over() {
        commandSide.given(
                signUp(), new EnrollTotp(ADA_SIGNED_IN, TotpSecret.parse("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), false));

        assertThat(commandSide.when(RECLAIM)).isEqualTo(Decision.done());

        assertThat(List.<Object>copyOf(commandSide.lastCommit()))
                .containsExactly(
                        new AccountReclaimed(ADA, FIRST.next()),
                        new EmailVerified(ADA, null),
                        new ApiKeysEnded(ADA, TENANT, FIRST.next()),
                        new TotpDisabled(ADA, Reason.OWNERSHIP_NOT_PROVED));
        assertThat(commandSide.when(logIn(LATER, FIRST))).isEqualTo(Decision.refuse(Refusal.STALE_CREDENTIAL));
        assertThat(commandSide.when(logIn(LATER, FIRST.next()))).isEqualTo(Decision.done());
    }

    @Test
    void ends_its_pending_links() {
        commandSide.given(signUp(), new RequestPasswordReset(ADA, new LinkToSend(ASKED, TOKEN)), RECLAIM);

        var reset =
                new ResetPassword(ADA, ASKED, TOKEN, PasswordHash.parse("{bcrypt}new"), false, Digest.of("receipt"));

        assertThat(commandSide.when(reset)).isEqualTo(Decision.refuse(Refusal.INVALID_TOKEN));
    }

    @Test
    void is_taken_over_once() {
        commandSide.given(signUp(), RECLAIM);

        assertThat(commandSide.when(RECLAIM)).isEqualTo(Decision.noChange());
    }

    @Test
    void is_not_taken_over_from_an_owner_who_proved_the_address() {
        commandSide.given(signUp(), new VerifyEmail(ADA, REQUEST, Digest.of("link"), ADA_SIGNED_IN));

        assertThat(commandSide.when(RECLAIM)).isEqualTo(Decision.noChange());
    }

    @Test
    void belongs_to_a_person_who_proved_the_address_before_the_sign_up() {
        commandSide.given(signUpWithProvedAddress());

        assertThat(List.<Object>copyOf(commandSide.lastCommit()))
                .contains(new EmailVerified(ADA, null), new EmailOwnershipProved(ADA, SESSION));
        assertThat(commandSide.when(RECLAIM)).isEqualTo(Decision.noChange());
    }

    @Test
    void cannot_have_a_proved_address_without_a_session() {
        var it = signUpWithProvedAddress();

        assertThatThrownBy(() -> new RegisterUser(
                        it.user(),
                        it.tenant(),
                        it.claim(),
                        it.emailHmac(),
                        it.profile(),
                        null,
                        null,
                        null,
                        null,
                        true,
                        null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
