package org.keyledger.gateway.jwt;

import java.time.Instant;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/**
 * What a token of ours says. Whether its session is alive it cannot say.
 *
 * @param keyId which key signed it
 */
public record TokenClaims(
        UserId user, TenantId tenant, SessionId session, Instant issuedAt, Instant expiresAt, String keyId) {

    /** Whether it is the session that the token was made for. */
    public boolean belongsTo(ActiveSession live) {
        return live.session().equals(session)
                && live.user().equals(user)
                && live.tenant().equals(tenant);
    }
}
