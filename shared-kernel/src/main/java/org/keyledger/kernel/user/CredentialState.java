package org.keyledger.kernel.user;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.UserEvent.AccountReclaimed;
import org.keyledger.kernel.user.UserEvent.AccountSecured;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.UserRegistered;

/**
 * Which sessions of a user are valid: those started on the current version of the credential, and one kept session. The
 * aggregate, the views and the in-memory verifier fold a user's events with {@link #after}.
 *
 * @param version the current version
 * @param kept the one session that the latest change of version kept
 */
public record CredentialState(
        @JsonProperty("credential") CredentialVersion version,
        @Nullable SessionId kept) {

    /** The state after this event, whatever it was before; empty if the event does not change it. */
    public static Optional<CredentialState> after(UserEvent event) {
        if (event instanceof UserRegistered registered) {
            return Optional.of(new CredentialState(registered.credential(), null));
        }
        if (event instanceof PasswordReset reset) {
            return Optional.of(new CredentialState(reset.credential(), null));
        }
        if (event instanceof EmailChangeUndone undone) {
            return Optional.of(new CredentialState(undone.credential(), null));
        }
        if (event instanceof AccountSecured secured) {
            return Optional.of(new CredentialState(secured.credential(), null));
        }
        if (event instanceof AccountReclaimed reclaimed) {
            return Optional.of(new CredentialState(reclaimed.credential(), null));
        }
        if (event instanceof PasswordChanged changed) {
            return Optional.of(new CredentialState(changed.credential(), changed.kept()));
        }
        if (event instanceof OtherSessionsEnded ended) {
            return Optional.of(new CredentialState(ended.credential(), ended.kept()));
        }
        return Optional.empty();
    }

    public boolean isAt(CredentialVersion other) {
        return version.equals(other);
    }

    /** Whether a session that was started on this version is valid. */
    public boolean allowsSession(CredentialVersion startedOn, SessionId session) {
        return isAt(startedOn) || session.equals(kept);
    }
}
