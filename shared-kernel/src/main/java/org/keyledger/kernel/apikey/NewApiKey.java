package org.keyledger.kernel.apikey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;

/**
 * An API key that is to be created.
 *
 * @param secret SHA-256 of the part after the dot
 * @param lastFour the last four characters of the key, which belong to its checksum
 */
public record NewApiKey(
        ApiKeyId key,
        Label label,
        Scopes scopes,
        Environment environment,
        KeyPrefix prefix,
        String lastFour,
        Digest secret,
        @Nullable Instant expiresAt,
        @Nullable IpAllowList ipAllow,
        @Nullable RateLimit rateLimit) {}
