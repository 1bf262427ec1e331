package org.keyledger.gateway.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.identifier.PlaintextApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.tenant.TenantId;

/** A new API key with its secret; the only response that contains it. */
record CreatedApiKeyResponse(
        ApiKeyId keyId,
        TenantId tenantId,
        Label label,
        ApiKeyListing.Status status,
        String secret,
        KeyPrefix prefix,
        Scopes scopes,
        Instant createdAt,
        @JsonInclude @Nullable Instant expiresAt,
        @Nullable ApiKeyId rotatedFrom,
        @Nullable IpAllowList ipAllow,
        @Nullable RateLimit rateLimit) {

    static CreatedApiKeyResponse of(ApiKeyListing key, TenantId tenant, PlaintextApiKey text) {
        return new CreatedApiKeyResponse(
                key.keyId(),
                tenant,
                key.label(),
                key.status(),
                text.reveal(),
                key.prefix(),
                key.scopes(),
                key.createdAt(),
                key.expiresAt(),
                key.rotatedFrom(),
                key.ipAllow(),
                key.rateLimit());
    }

    @Override
    public String toString() {
        return "CreatedApiKeyResponse[" + keyId + "]";
    }
}
