package org.keyledger.gateway.browser;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.apikey.RequestedIpAllowList;
import org.keyledger.kernel.FieldChange;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.ExternalId;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.KeyChanges;
import org.keyledger.kernel.apikey.KeyMetadata;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.apikey.SigningPublicKey;

/** Bodies of calls of the browser API that create and change API keys. */
final class BrowserApiKeyRequests {

    private BrowserApiKeyRequests() {}

    /**
     * @param scopes the default of the tenant if absent
     * @param environment live if absent
     * @param owner the user if absent
     * @param publicKey makes a signing key, which has no secret
     */
    record BrowserCreateApiKeyRequest(
            Label name,
            @Nullable Scopes scopes,
            @Nullable Instant expiresAt,
            @Nullable RequestedIpAllowList ipAllow,
            @Nullable RateLimit rateLimit,
            @Nullable Environment environment,
            @Nullable KeyMetadata metadata,
            @Nullable ExternalId externalId,
            KeyOwner.@Nullable Kind owner,
            @Nullable SigningPublicKey publicKey) {

        ApiKeyGrant grant(Supplier<Scopes> defaultScopes) {
            return new ApiKeyGrant(
                    name,
                    environment == null ? Environment.LIVE : environment,
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

    /** An absent field stays as it is; null clears a field that can be absent. */
    record BrowserChangeApiKeyRequest(
            @Nullable Label name,
            @Nullable Scopes scopes,
            FieldChange<IpAllowList> ipAllow,
            FieldChange<RateLimit> rateLimit,
            FieldChange<KeyMetadata> metadata,
            FieldChange<ExternalId> externalId) {

        KeyChanges changes() {
            return new KeyChanges(name, scopes, ipAllow, rateLimit, metadata, externalId);
        }
    }

    /** @param publicKey of the successor; required for a signing key, refused for another one */
    record BrowserRotateApiKeyRequest(
            @Nullable Integer overlapSeconds, @Nullable SigningPublicKey publicKey) {

        int overlapSecondsOrZero() {
            return overlapSeconds == null ? 0 : overlapSeconds;
        }
    }
}
