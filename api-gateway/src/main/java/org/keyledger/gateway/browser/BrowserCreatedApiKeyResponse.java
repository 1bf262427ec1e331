package org.keyledger.gateway.browser;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.apikey.IssuedApiKey;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.Scopes;

/**
 * A new key with its secret, which no other response contains.
 *
 * @param prefix null for a signing key
 * @param apiKey the whole key: the prefix, a dot and the secret; null for a signing key
 * @param publicKeyThumbprint of a signing key: RFC 7638 with SHA-256
 * @param rotatedFrom the key that it replaces
 */
record BrowserCreatedApiKeyResponse(
        UUID id,
        Label name,
        @JsonInclude @Nullable KeyPrefix prefix,
        @Nullable String apiKey,
        Scopes scopes,
        Instant createdAt,
        @Nullable String publicKeyThumbprint,
        @Nullable UUID rotatedFrom) {

    static BrowserCreatedApiKeyResponse of(IssuedApiKey issued) {
        var key = issued.key();
        var replaced = key.rotatedFrom();
        return new BrowserCreatedApiKeyResponse(
                key.keyId().value(),
                key.grant().label(),
                key.prefix(),
                issued.secret(),
                key.grant().access().scopes(),
                key.createdAt(),
                key.publicKeyThumbprint(),
                replaced == null ? null : replaced.value());
    }

    @Override
    public String toString() {
        return "BrowserCreatedApiKeyResponse[" + id + "]";
    }
}
