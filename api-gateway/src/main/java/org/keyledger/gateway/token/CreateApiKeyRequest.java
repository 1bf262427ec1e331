package org.keyledger.gateway.token;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.apikey.RequestedIpAllowList;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.ExternalId;
import org.keyledger.kernel.apikey.KeyMetadata;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.apikey.SigningPublicKey;

/**
 * The body of {@code POST /customer/keys}.
 *
 * @param scopes the default of the tenant if absent
 * @param environment live if absent
 * @param owner the user if absent
 * @param publicKey makes a signing key
 */
record CreateApiKeyRequest(
        Label label,
        @Nullable Scopes scopes,
        @Nullable Instant expiresAt,
        @Nullable RequestedIpAllowList ipAllow,
        @Nullable RateLimit rateLimit,
        @Nullable Environment environment,
        @Nullable KeyMetadata metadata,
        @Nullable ExternalId externalId,
        KeyOwner.@Nullable Kind owner,
        @Nullable SigningPublicKey publicKey) {

    Environment environmentOrLive() {
        return environment == null ? Environment.LIVE : environment;
    }

    ApiKeyGrant grant(Supplier<Scopes> defaultScopes) {
        return new ApiKeyGrant(
                label,
                environmentOrLive(),
                new ApiKeyAccess(
                        scopes == null ? defaultScopes.get() : scopes,
                        ipAllow == null ? null : ipAllow.list(),
                        rateLimit),
                expiresAt,
                metadata,
                externalId);
    }

    KeyOwner.Kind ownerOrUser() {
        return owner == null ? KeyOwner.Kind.USER : owner;
    }
}
