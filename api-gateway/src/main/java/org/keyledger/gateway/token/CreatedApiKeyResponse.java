package org.keyledger.gateway.token;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.keyledger.gateway.apikey.IssuedApiKey;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.tenant.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * A new key with its secret, which no other response contains.
 *
 * @param secret null for a signing key
 */
@JsonPropertyOrder({
    "key_id",
    "tenantId",
    "label",
    "status",
    "secret",
    "prefix",
    "scopes",
    "createdAt",
    "expiresAt",
    "rotated_from",
    "ipAllow",
    "rateLimit"
})
record CreatedApiKeyResponse(
        TenantId tenantId,
        @Nullable String secret,

        @JsonUnwrapped @JsonIgnoreProperties({"last_four", "environment", "created_by", "last_used_at", "replaced_by"})
        ApiKeyListing key) {

    static CreatedApiKeyResponse of(IssuedApiKey issued) {
        return new CreatedApiKeyResponse(issued.tenant(), issued.secret(), issued.key());
    }

    @Override
    public String toString() {
        return "CreatedApiKeyResponse[" + key.keyId() + "]";
    }
}
