package org.keyledger.gateway.browser;

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
 * @param apiKey the whole key: the prefix, a dot and the secret
 * @param rotatedFrom the key that it replaces
 */
record BrowserCreatedApiKeyResponse(
        UUID id,
        Label name,
        KeyPrefix prefix,
        String apiKey,
        Scopes scopes,
        Instant createdAt,
        @Nullable UUID rotatedFrom) {

    static BrowserCreatedApiKeyResponse of(IssuedApiKey issued) {
        var key = issued.key();
        var replaced = key.rotatedFrom();
        return new BrowserCreatedApiKeyResponse(
                key.keyId().value(),
                key.grant().label(),
                key.prefix(),
                issued.plaintext().reveal(),
                key.grant().access().scopes(),
                key.createdAt(),
                replaced == null ? null : replaced.value());
    }

    @Override
    public String toString() {
        return "BrowserCreatedApiKeyResponse[" + id + "]";
    }
}
