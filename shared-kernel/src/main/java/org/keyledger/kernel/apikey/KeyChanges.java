package org.keyledger.kernel.apikey;

import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.FieldChange;

/**
 * Changes to a key's grant.
 *
 * @param label unchanged if null
 * @param scopes unchanged if null
 */
public record KeyChanges(
        @Nullable Label label,
        @Nullable Scopes scopes,
        FieldChange<IpAllowList> ipAllow,
        FieldChange<RateLimit> rateLimit,
        FieldChange<KeyMetadata> metadata,
        FieldChange<ExternalId> externalId) {

    public ApiKeyGrant applyTo(ApiKeyGrant grant) {
        var access = grant.access();
        return new ApiKeyGrant(
                label == null ? grant.label() : label,
                grant.environment(),
                new ApiKeyAccess(
                        scopes == null ? access.scopes() : scopes,
                        ipAllow.applyTo(access.ipAllow()),
                        rateLimit.applyTo(access.rateLimit())),
                grant.expiresAt(),
                metadata.applyTo(grant.metadata()),
                externalId.applyTo(grant.externalId()));
    }
}
