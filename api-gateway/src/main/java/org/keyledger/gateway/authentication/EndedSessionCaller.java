package org.keyledger.gateway.authentication;

import org.keyledger.gateway.jwt.SessionTokenClaims;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** The holder of a token whose session is no longer active: may only repeat the request that ended it. */
public final class EndedSessionCaller implements TokenHolder {

    private final SessionTokenClaims claims;

    EndedSessionCaller(SessionTokenClaims claims) {
        this.claims = claims;
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 401 {@code unauthenticated} for another session */
    public void requireOwn(SessionId session) {
        if (!session.equals(claims.session())) {
            throw RequestAuthenticator.toInactiveException();
        }
    }

    @Override
    public Via via() {
        return Via.ACCESS_TOKEN;
    }

    @Override
    public TenantId tenant() {
        return claims.tenant();
    }

    @Override
    public UserId user() {
        return claims.user();
    }

    @Override
    public SessionId session() {
        return claims.session();
    }
}
