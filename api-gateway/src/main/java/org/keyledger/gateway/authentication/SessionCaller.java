package org.keyledger.gateway.authentication;

import java.time.Instant;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/** A user with a token of a living session. */
public final class SessionCaller implements VerifiedCaller {

    private final ActiveSession session;

    SessionCaller(ActiveSession session) {
        this.session = session;
    }

    @Override
    public TenantId tenant() {
        return session.tenant();
    }

    @Override
    public UserId user() {
        return session.user();
    }

    public SessionId session() {
        return session.session();
    }

    /** The user's credential when the session was found alive: what is decided on it fails once the password changed. */
    public CredentialVersion credential() {
        return session.credential();
    }

    /** The same for a command that looks again. */
    public AuthenticatedSession signedIn() {
        return new AuthenticatedSession(user(), credential(), session());
    }

    public Instant signedInAt() {
        return session.startedAt();
    }
}
