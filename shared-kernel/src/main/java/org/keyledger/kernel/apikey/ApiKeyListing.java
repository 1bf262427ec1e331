package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.user.UserId;

/**
 * A key as its owner may see it: everything but its secret.
 *
 * @param prefix null for a signing key
 * @param lastFour null for a signing key
 * @param publicKeyThumbprint of a signing key: RFC 7638 with SHA-256
 */
@JsonPropertyOrder({
    "spelledId",
    "label",
    "status",
    "prefix",
    "lastFour",
    "publicKeyThumbprint",
    "scopes",
    "environment",
    "createdBy",
    "owner",
    "createdAt",
    "lastUsedAt",
    "expiresAt",
    "spelledRotatedFrom",
    "spelledReplacedBy",
    "ipAllow",
    "rateLimit",
    "externalId",
    "metadata"
})
public record ApiKeyListing(
        @JsonIgnore ApiKeyId keyId,
        @JsonUnwrapped ApiKeyGrant grant,
        Status status,
        @JsonInclude @Nullable KeyPrefix prefix,
        @JsonInclude @Nullable String lastFour,
        @Nullable String publicKeyThumbprint,
        UserId createdBy,
        KeyOwner.Kind owner,
        Instant createdAt,
        @JsonInclude @Nullable Instant lastUsedAt,
        @JsonIgnore @Nullable ApiKeyId rotatedFrom,
        @JsonIgnore @Nullable ApiKeyId replacedBy) {

    /** A signing key has no secret: its holder signs. */
    @JsonIgnore
    public boolean isSigningKey() {
        return publicKeyThumbprint != null;
    }

    /** The id as responses spell it: a plain UUID for a signing key. */
    @JsonProperty("key_id")
    public String spelledId() {
        return spell(keyId);
    }

    @JsonProperty("rotated_from")
    @Nullable
    String spelledRotatedFrom() {
        return rotatedFrom == null ? null : spell(rotatedFrom);
    }

    @JsonProperty("replaced_by")
    @Nullable
    String spelledReplacedBy() {
        return replacedBy == null ? null : spell(replacedBy);
    }

    private String spell(ApiKeyId id) {
        return isSigningKey() ? id.value().toString() : id.toString();
    }

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
                publicKeyThumbprint,
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
