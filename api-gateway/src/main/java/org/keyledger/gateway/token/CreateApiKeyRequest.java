package org.keyledger.gateway.token;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.apikey.RequestedIpAllowList;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;

/**
 * The body of {@code POST /customer/keys}.
 *
 * @param scopes the default of the tenant if absent
 * @param environment live if absent
 * @param publicKey of a signing key; refused, since this service does not create signing keys
 */
record CreateApiKeyRequest(
        Label label,
        @Nullable Scopes scopes,
        @Nullable Instant expiresAt,
        @Nullable RequestedIpAllowList ipAllow,
        @Nullable RateLimit rateLimit,
        @Nullable Environment environment,
        @Nullable Object publicKey) {

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
                expiresAt);
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 400 if this service never creates such a key */
    void requireSupported() {
        if (publicKey != null) {
            throw Problem.INVALID_REQUEST
                    .toException("public_key is not supported. Omit it to create a key with a secret.")
                    .withFieldError("public_key", "is not supported");
        }
    }
}
