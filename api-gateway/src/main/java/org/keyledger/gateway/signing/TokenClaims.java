package org.keyledger.gateway.signing;

import java.time.Instant;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/**
 * What a token of ours says. Whether its session is alive it cannot say.
 *
 * @param keyId which key signed it
 */
public record TokenClaims(UserId user, TenantId tenant, SessionId session, Instant expiresAt, String keyId) {}
