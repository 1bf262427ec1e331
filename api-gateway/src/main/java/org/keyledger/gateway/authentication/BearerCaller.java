package org.keyledger.gateway.authentication;

import org.keyledger.kernel.session.ActiveSession;

/** A user who is authenticated by an access token. */
final class BearerCaller extends SessionCaller {

    BearerCaller(ActiveSession session) {
        super(session);
    }

    @Override
    public Via via() {
        return Via.ACCESS_TOKEN;
    }
}
