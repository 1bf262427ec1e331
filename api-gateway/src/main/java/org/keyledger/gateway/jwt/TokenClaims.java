package org.keyledger.gateway.jwt;

import java.time.Instant;
import org.keyledger.kernel.tenant.TenantId;

/** The claims of an authentic access token. They do not show whether its session or signing key is still active. */
public sealed interface TokenClaims permits SessionTokenClaims, SigningKeyTokenClaims {

    TenantId tenant();

    Instant issuedAt();

    Instant expiresAt();

    /** Id of the service's key that signed the token: {@code kid} in its header. */
    String signedBy();
}
