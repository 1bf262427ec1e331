package org.keyledger.gateway.token;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.apikey.IssuedApiKey;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.tenant.TenantId;

/**
 * A new key with its secret, which no other response contains.
 *
 * @param secret null for a signing key
 */
@JsonPropertyOrder({
    "spelledId",
    "tenantId",
    "label",
    "status",
    "secret",
    "prefix",
    "publicKeyThumbprint",
    "scopes",
    "createdAt",
    "expiresAt",
    "spelledRotatedFrom",
    "ipAllow",
    "rateLimit",
    "externalId",
    "metadata"
})
record CreatedApiKeyResponse(
        TenantId tenantId,
        @Nullable String secret,

        @JsonUnwrapped
        @JsonIgnoreProperties({"last_four", "environment", "created_by", "owner", "last_used_at", "replaced_by"})
        ApiKeyListing key) {

    static CreatedApiKeyResponse of(IssuedApiKey issued) {
        return new CreatedApiKeyResponse(issued.tenant(), issued.secret(), issued.key());
    }

    @Override
    public String toString() {
        return "CreatedApiKeyResponse[" + key.keyId() + "]";
    }
}
