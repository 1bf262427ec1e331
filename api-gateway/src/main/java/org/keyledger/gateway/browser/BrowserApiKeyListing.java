package org.keyledger.gateway.browser;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.ApiKeyListing.Status;
import org.keyledger.kernel.apikey.ExternalId;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.KeyMetadata;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;

/** A key in the shape of the browser API: without its secret, and with plain UUIDs. */
@JsonPropertyOrder({
    "id",
    "name",
    "prefix",
    "scopes",
    "lastUsedAt",
    "createdAt",
    "status",
    "expiresAt",
    "publicKeyThumbprint",
    "ipAllow",
    "rateLimit",
    "externalId",
    "metadata"
})
record BrowserApiKeyListing(
        UUID id,
        Label name,
        @JsonInclude @Nullable KeyPrefix prefix,
        Scopes scopes,
        @JsonInclude @Nullable Instant lastUsedAt,
        Instant createdAt,
        Status status,
        @JsonInclude @Nullable Instant expiresAt,
        @Nullable String publicKeyThumbprint,
        @Nullable IpAllowList ipAllow,
        @Nullable RateLimit rateLimit,
        @Nullable ExternalId externalId,
        @Nullable KeyMetadata metadata) {

    static BrowserApiKeyListing of(ApiKeyListing key) {
        var grant = key.grant();
        return new BrowserApiKeyListing(
                key.keyId().value(),
                grant.label(),
                key.prefix(),
                grant.access().scopes(),
                key.lastUsedAt(),
                key.createdAt(),
                key.status(),
                grant.expiresAt(),
                key.publicKeyThumbprint(),
                grant.access().ipAllow(),
                grant.access().rateLimit(),
                grant.externalId(),
                grant.metadata());
    }
}
