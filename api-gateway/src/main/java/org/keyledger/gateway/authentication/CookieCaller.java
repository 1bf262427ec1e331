package org.keyledger.gateway.authentication;

import org.keyledger.kernel.session.ActiveSession;

/** A user who is authenticated by the session cookie. */
public final class CookieCaller extends SessionCaller {

    CookieCaller(ActiveSession session) {
        super(session);
    }

    @Override
    public Via via() {
        return Via.COOKIE;
    }
}
