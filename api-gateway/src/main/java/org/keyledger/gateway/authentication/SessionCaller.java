package org.keyledger.gateway.authentication;

import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/** A user who is authenticated by an active session: by its access token or by its cookie. */
public abstract sealed class SessionCaller implements TokenHolder permits BearerCaller, CookieCaller {

    private final ActiveSession session;

    SessionCaller(ActiveSession session) {
        this.session = session;
    }

    @Override
    public final TenantId tenant() {
        return session.tenant();
    }

    @Override
    public final UserId user() {
        return session.user();
    }

    @Override
    public final SessionId session() {
        return session.session();
    }

    /**
     * The version of the user's credential when the session was verified; commands that name it fail after a change.
     */
    public final CredentialVersion credential() {
        return session.credential();
    }

    /** User, credential version and session, for a command that checks them again. */
    public final AuthenticatedSession signedIn() {
        return new AuthenticatedSession(user(), credential(), session());
    }

    /** How and when the user proved who they are. */
    public final Authentication authentication() {
        return session.authentication();
    }
}
