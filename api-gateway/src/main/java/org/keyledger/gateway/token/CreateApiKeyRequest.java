package org.keyledger.gateway.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.apikey.RequestedIpAllowList;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.apikey.SigningPublicKey;

/**
 * The body of {@code POST /customer/keys}.
 *
 * @param scopes all if absent
 * @param environment live if absent
 * @param publicKey makes a signing key
 */
record CreateApiKeyRequest(
        Label label,
        @Nullable Scopes scopes,
        @Nullable Instant expiresAt,
        @Nullable RequestedIpAllowList ipAllow,
        @Nullable RateLimit rateLimit,
        @Nullable Environment environment,
        @Nullable SigningPublicKey publicKey) {

    Environment environmentOrLive() {
        return environment == null ? Environment.LIVE : environment;
    }

    ApiKeyGrant grant() {
        return new ApiKeyGrant(
                label,
                environmentOrLive(),
                new ApiKeyAccess(scopesOrAll(), ipAllow == null ? null : ipAllow.list(), rateLimit),
                expiresAt);
    }

    private Scopes scopesOrAll() {
        return scopes == null ? Scopes.ALL : scopes;
    }
}
