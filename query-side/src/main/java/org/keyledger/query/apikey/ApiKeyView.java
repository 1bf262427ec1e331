package org.keyledger.query.apikey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.ApiKeyListing.Status;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * An API key as it is stored; its status depends on the time of the query.
 *
 * @param created position of the creating event; orders a tenant's keys
 */
record ApiKeyView(
        ApiKeyId key,
        TenantId tenant,
        UserId creator,
        Label label,
        Scopes scopes,
        Environment environment,
        KeyPrefix prefix,
        String lastFour,
        long created,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable ApiKeyId rotatedFrom,
        @Nullable ApiKeyId replacedBy,
        @Nullable Instant refusedFrom,
        boolean revoked,
        @PersonalData(subject = "tenant") @Nullable IpAllowList ipAllow,
        @Nullable RateLimit rateLimit) {

    static ApiKeyView of(ApiKeyCreated event, Position position, Instant time) {
        return new ApiKeyView(
                event.key(),
                event.tenant(),
                event.creator(),
                event.label(),
                event.scopes(),
                event.environment(),
                event.prefix(),
                event.lastFour(),
                position.value(),
                time,
                event.expiresAt(),
                event.rotatedFrom(),
                null,
                null,
                false,
                event.ipAllow(),
                event.rateLimit());
    }

    ApiKeyView rotated(ApiKeyRotated event) {
        return ended(event.successor(), event.refusedFrom(), revoked);
    }

    ApiKeyView ended() {
        return ended(replacedBy, refusedFrom, true);
    }

    private ApiKeyView ended(@Nullable ApiKeyId successor, @Nullable Instant from, boolean isRevoked) {
        return new ApiKeyView(
                key,
                tenant,
                creator,
                label,
                scopes,
                environment,
                prefix,
                lastFour,
                created,
                createdAt,
                expiresAt,
                rotatedFrom,
                successor,
                from,
                isRevoked,
                ipAllow,
                rateLimit);
    }

    /** Whether the key counts towards the tenant's maximum number of keys. */
    boolean countsTowardsQuota() {
        return !revoked && replacedBy == null;
    }

    Status statusAt(Instant now) {
        if (revoked || isPast(refusedFrom, now)) {
            return Status.REVOKED;
        }
        if (isPast(expiresAt, now)) {
            return Status.EXPIRED;
        }
        return refusedFrom == null ? Status.ACTIVE : Status.ROTATED;
    }

    ApiKeyListing toListing(Instant now, @Nullable Instant lastUsed) {
        return new ApiKeyListing(
                key,
                label,
                statusAt(now),
                prefix,
                lastFour,
                scopes,
                environment,
                creator,
                createdAt,
                lastUsed,
                expiresAt,
                rotatedFrom,
                replacedBy,
                ipAllow,
                rateLimit);
    }

    private static boolean isPast(@Nullable Instant end, Instant now) {
        return end != null && !now.isBefore(end);
    }
}
