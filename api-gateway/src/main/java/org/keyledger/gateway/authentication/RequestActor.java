package org.keyledger.gateway.authentication;

import org.keyledger.kernel.Actor;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.UserId;

/** Creates the actor of a request from what the request presented. No other class of the gateway creates actors. */
public final class RequestActor {

    private RequestActor() {}

    static Actor of(VerifiedCaller caller) {
        if (caller instanceof KeyCaller key) {
            return Actor.key(key.active().creator(), key.key(), key.tenant());
        }
        var session = (TokenHolder) caller; // also of a session that has ended, which may repeat its own end
        return Actor.user(session.user(), session.session(), session.tenant());
    }

    /** The route takes no credential. */
    static Actor withoutCredential() {
        return Actor.anonymous();
    }

    /** Somebody without an account creates this one. */
    public static Actor signingUp(UserId created, TenantId tenant) {
        return Actor.anonymous(created, tenant);
    }

    /**
     * The right password proves the user.
     *
     * @param session that the login starts
     */
    public static Actor loggingIn(Login account, SessionId session) {
        return Actor.user(account.user(), session, account.tenant());
    }

    /** A refresh token of this session was presented. */
    public static Actor refreshing(ActiveSession session) {
        return Actor.user(session.user(), session.session(), session.tenant());
    }

    /** A cookie of this session was presented, which is not needed any more. */
    public static Actor loggingOut(ActiveSession session) {
        return refreshing(session);
    }

    /** A provider has confirmed an identity for the browser of this session. */
    public static Actor returningFromProvider(ActiveSession session) {
        return refreshing(session);
    }

    /** A provider has verified the address of this account; no session has started yet. */
    public static Actor provedByProvider(Login account) {
        return Actor.anonymous(account.user(), account.tenant());
    }

    /** The token of a mailed link was presented. It proves that its holder reads the user's mail, and nothing else. */
    public static Actor mailedLink(UserId user) {
        return Actor.mailedLink(user);
    }

    /** The service does what nobody asked for, such as hashing a password again. */
    public static Actor service() {
        return Actor.system();
    }
}
