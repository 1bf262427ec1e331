package org.keyledger.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.Samples.ADA;
import static org.keyledger.command.Samples.FIRST;
import static org.keyledger.command.Samples.KEY;
import static org.keyledger.command.Samples.REQUEST;
import static org.keyledger.command.Samples.SESSION;
import static org.keyledger.command.Samples.SUCCESSOR;
import static org.keyledger.command.Samples.TENANT;
import static org.keyledger.command.Samples.anotherSignUp;
import static org.keyledger.command.Samples.id;
import static org.keyledger.command.Samples.refresh;
import static org.keyledger.command.Samples.rotate;
import static org.keyledger.command.Samples.signUp;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.session.SessionCommand.EndSession;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RehashPassword;
import org.keyledger.kernel.user.UserCommand.RequestEmailVerification;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserEvent.UserRegistered;

/** Every aggregate has recorded each of its events, then the keys of both subjects are destroyed. */
@DisplayName("Replaying an erased history")
class ErasedHistoryReplayTest {

    private static final RequestPasswordReset RESET =
            new RequestPasswordReset(ADA, new LinkToSend(new MailRequestId(id(62)), Digest.of("reset link")));
    private static final PasswordHash NEW = PasswordHash.parse("{bcrypt}new");

    private final CommandSideFixture commandSide = new CommandSideFixture();

    @BeforeEach
    void an_account_that_was_erased() {
        commandSide.given(
                signUp(),
                new ChangePassword(ADA, FIRST, NEW, SESSION, false, Digest.of("receipt")),
                new RehashPassword(ADA, FIRST.next(), NEW),
                RESET,
                refresh(SESSION, 1),
                rotate(KEY, TENANT, Duration.ofHours(1)));
        commandSide.erase(ADA);
        commandSide.erase(TENANT);
    }

    @AfterEach
    void close() {
        commandSide.close();
    }

    @Test
    void finds_nothing_personal_and_nothing_secret() {
        assertThat(commandSide.events())
                .filteredOn(UserRegistered.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(UserRegistered.class, event -> {
                    assertThat(event.profile().email().isErased()).isTrue();
                    assertThat(event.emailHmac().isErased()).isTrue();
                    assertThat(event.profile().name()).isNotNull().matches(name -> name.isErased());
                    assertThat(event.password().isErased()).isTrue();
                });
    }

    @Test
    void leaves_keys_that_can_be_ended() {
        assertThat(commandSide.when(new RevokeApiKey(KEY, TENANT))).isEqualTo(Decision.done());
        assertThat(commandSide.when(new RevokeApiKey(SUCCESSOR, TENANT))).isEqualTo(Decision.done());
    }

    @Test
    void leaves_a_session_that_no_token_refreshes() {
        assertThat(commandSide.expectRefusal(refresh(SESSION, 2))).isEqualTo(Refusal.NO_SUCH_SESSION);
        assertThat(commandSide.expectRefusal(refresh(SESSION, 1))).isEqualTo(Refusal.NO_SUCH_SESSION);
    }

    @Test
    void leaves_a_session_that_can_be_ended() {
        assertThat(commandSide.when(new EndSession(SESSION, ADA))).isEqualTo(Decision.done());
    }

    @Test
    void leaves_a_link_that_verifies_nothing() {
        assertThat(commandSide.expectRefusal(new VerifyEmail(ADA, REQUEST, Digest.of("link"), null)))
                .isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void leaves_a_link_that_resets_nothing() {
        var link = RESET.link();

        assertThat(commandSide.expectRefusal(
                        new ResetPassword(ADA, link.request(), link.token(), NEW, false, Digest.of("receipt"))))
                .isEqualTo(Refusal.INVALID_TOKEN);
    }

    @Test
    void leaves_an_account_that_accepts_no_new_secret() {
        var verification = new LinkToSend(new MailRequestId(id(61)), Digest.of("another link"));

        assertThat(commandSide.when(new RequestEmailVerification(ADA, verification)))
                .isEqualTo(Decision.done());
        commandSide.evict(ADA);
        assertThat(commandSide.expectRefusal(new VerifyEmail(ADA, verification.request(), verification.token(), null)))
                .isEqualTo(Refusal.INVALID_TOKEN);
        assertThat(commandSide.when(new ChangePassword(ADA, FIRST.next(), NEW, null, false, Digest.of("receipt"))))
                .isEqualTo(Decision.done());
    }

    @Test
    void leaves_an_address_that_stays_claimed_until_it_is_released() {
        assertThat(commandSide.expectRefusal(anotherSignUp(100))).isEqualTo(Refusal.EMAIL_TAKEN);
    }
}
