package org.keyledger.gateway.authentication;

import java.time.Instant;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/** A user who is authenticated by an access token of an active session. */
public final class SessionCaller implements TokenHolder {

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

    @Override
    public SessionId session() {
        return session.session();
    }

    /**
     * The version of the user's credential when the session was verified; commands that name it fail after a change.
     */
    public CredentialVersion credential() {
        return session.credential();
    }

    /** User, credential version and session, for a command that checks them again. */
    public AuthenticatedSession signedIn() {
        return new AuthenticatedSession(user(), credential(), session());
    }

    /** When the session started. */
    public Instant signedInAt() {
        return session.startedAt();
    }
}
