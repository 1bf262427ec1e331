package org.keyledger.gateway.jwt;

import java.time.Instant;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** The claims of a token that belongs to a session. */
public record SessionTokenClaims(
        UserId user, TenantId tenant, SessionId session, Instant issuedAt, Instant expiresAt, String signedBy)
        implements TokenClaims {

    /** Whether the token was issued for this session. */
    public boolean belongsTo(ActiveSession active) {
        return active.session().equals(session)
                && active.user().equals(user)
                && active.tenant().equals(tenant);
    }
}
