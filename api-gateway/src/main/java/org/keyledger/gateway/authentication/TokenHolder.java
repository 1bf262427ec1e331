package org.keyledger.gateway.authentication;

import org.keyledger.kernel.session.SessionId;

/**
 * The holder of an authentic access token that has not expired. An endpoint that ends the caller's own session takes it
 * instead of a {@link SessionCaller}, because a client that repeats the request may do so after the session has ended.
 */
public sealed interface TokenHolder extends VerifiedCaller permits SessionCaller, EndedSessionCaller {

    SessionId session();

    @Override
    default String subject() {
        return user().toString();
    }
}
