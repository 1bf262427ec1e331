package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.user.UserId;

/** A key as its owner may see it: everything but its secret. */
@JsonPropertyOrder({
    "keyId",
    "label",
    "status",
    "prefix",
    "lastFour",
    "scopes",
    "environment",
    "createdBy",
    "createdAt",
    "lastUsedAt",
    "expiresAt",
    "rotatedFrom",
    "replacedBy",
    "ipAllow",
    "rateLimit",
    "owner",
    "externalId",
    "metadata"
})
public record ApiKeyListing(
        ApiKeyId keyId,
        @JsonUnwrapped ApiKeyGrant grant,
        Status status,
        KeyPrefix prefix,
        String lastFour,
        UserId createdBy,
        KeyOwner.Kind owner,
        Instant createdAt,
        @JsonInclude @Nullable Instant lastUsedAt,
        @Nullable ApiKeyId rotatedFrom,
        @Nullable ApiKeyId replacedBy) {

    /** In a response {@code null} means that the key does not expire; elsewhere an absent expiry is not written. */
    @JsonProperty
    @JsonInclude
    public @Nullable Instant expiresAt() {
        return grant.expiresAt();
    }

    /** The same key, revoked. */
    public ApiKeyListing revoked() {
        return new ApiKeyListing(
                keyId,
                grant,
                Status.REVOKED,
                prefix,
                lastFour,
                createdBy,
                owner,
                createdAt,
                lastUsedAt,
                rotatedFrom,
                replacedBy);
    }

    /**
     * Whether a key is accepted; {@code ROTATED} is accepted until its overlap ends, {@code SUSPENDED} is refused since a
     * restore from a backup until it is confirmed.
     */
    public enum Status {
        ACTIVE,
        ROTATED,
        SUSPENDED,
        REVOKED,
        EXPIRED;

        @JsonValue
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
