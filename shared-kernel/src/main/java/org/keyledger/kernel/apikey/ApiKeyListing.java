package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.user.UserId;

/** An API key as its tenant may see it: everything except the secret. */
public record ApiKeyListing(
        ApiKeyId keyId,
        Label label,
        Status status,
        KeyPrefix prefix,
        String lastFour,
        Scopes scopes,
        Environment environment,
        UserId createdBy,
        Instant createdAt,
        @JsonInclude @Nullable Instant lastUsedAt,
        @JsonInclude @Nullable Instant expiresAt,
        @Nullable ApiKeyId rotatedFrom,
        @Nullable ApiKeyId replacedBy,
        @Nullable IpAllowList ipAllow,
        @Nullable RateLimit rateLimit) {

    /** Whether a key is accepted; {@code ROTATED} is accepted until its overlap ends. */
    public enum Status {
        ACTIVE,
        ROTATED,
        REVOKED,
        EXPIRED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
