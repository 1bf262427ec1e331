package org.keyledger.kernel.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordRehashed;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.UserErased;

@DisplayName("The credential state of a user")
class CredentialStateTest {

    private static final UserId USER = new UserId(new UUID(1, 1));
    private static final SessionId KEPT = new SessionId(new UUID(1, 2));
    private static final SessionId OTHER = new SessionId(new UUID(1, 3));
    private static final MailRequestId REQUEST = new MailRequestId(new UUID(1, 4));
    private static final PasswordHash PASSWORD = PasswordHash.parse("{bcrypt}hash");
    private static final CredentialVersion FIRST = CredentialVersion.FIRST;

    @Test
    void allows_the_kept_session_and_those_of_the_new_version_after_a_change() {
        assertThat(CredentialState.after(new PasswordChanged(USER, PASSWORD, FIRST.next(), KEPT, Digest.of("receipt"))))
                .isEqualTo(CredentialState.after(new OtherSessionsEnded(USER, FIRST.next(), KEPT)))
                .hasValueSatisfying(state -> {
                    assertThat(state.allowsSession(FIRST, KEPT)).isTrue();
                    assertThat(state.allowsSession(FIRST, OTHER)).isFalse();
                    assertThat(state.allowsSession(FIRST.next(), OTHER)).isTrue();
                });
    }

    @Test
    void allows_no_session_of_an_earlier_version_after_a_reset_or_an_undo() {
        assertThat(CredentialState.after(
                        new PasswordReset(USER, REQUEST, PASSWORD, FIRST.next(), Digest.of("receipt"))))
                .isEqualTo(CredentialState.after(new EmailChangeUndone(
                        USER,
                        REQUEST,
                        new EmailClaimId(new UUID(1, 5)),
                        EmailHmac.parse("hmac"),
                        EmailAddress.parse("ada@example.org"),
                        FIRST.next())))
                .hasValueSatisfying(
                        state -> assertThat(state.allowsSession(FIRST, KEPT)).isFalse());
    }

    @Test
    void is_not_changed_by_other_events() {
        assertThat(CredentialState.after(new PasswordRehashed(USER, PASSWORD, FIRST)))
                .isEmpty();
        assertThat(CredentialState.after(new UserErased(USER))).isEmpty();
    }
}
