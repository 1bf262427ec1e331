package org.keyledger.gateway.jwt;

import java.time.Instant;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.tenant.TenantId;

/**
 * The claims of a token that a signing key minted: it ends with the key and has no session.
 *
 * @param subject claim {@code sub}: the user or tenant that the key acts for
 */
public record SigningKeyTokenClaims(
        ApiKeyId apiKey, String subject, TenantId tenant, Instant issuedAt, Instant expiresAt, String signedBy)
        implements TokenClaims {

    /** Whether the token was issued for this key. */
    public boolean belongsTo(ActiveApiKey active) {
        return active.key().equals(apiKey)
                && active.tenant().equals(tenant)
                && active.owner().toString().equals(subject);
    }
}
