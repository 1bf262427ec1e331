package org.keyledger.kernel.apikey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyIssued;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyListing.Status;

/**
 * How long a key is accepted. The aggregate, the listing and the in-memory verifier fold a key's events with
 * {@link #after}.
 *
 * @param expiresAt set when it was created
 * @param replacedBy its successor, set when it was rotated
 * @param refusedFrom the end of the overlap, set when it was rotated
 */
public record ApiKeyLifetime(
        @Nullable Instant expiresAt,
        @Nullable ApiKeyId replacedBy,
        @Nullable Instant refusedFrom,
        boolean revoked) {

    public static ApiKeyLifetime until(@Nullable Instant expiresAt) {
        return new ApiKeyLifetime(expiresAt, null, null, false);
    }

    public ApiKeyLifetime after(ApiKeyEvent event) {
        if (event instanceof ApiKeyIssued issued) {
            return until(issued.grant().expiresAt());
        }
        if (event instanceof ApiKeyRotated rotated) {
            return new ApiKeyLifetime(expiresAt, rotated.successor(), rotated.refusedFrom(), revoked);
        }
        return event instanceof ApiKeyRevoked ? revoke() : this;
    }

    public ApiKeyLifetime revoke() {
        return new ApiKeyLifetime(expiresAt, replacedBy, refusedFrom, true);
    }

    public Status statusAt(Instant now) {
        if (revoked || isPast(refusedFrom, now)) {
            return Status.REVOKED;
        }
        if (isPast(expiresAt, now)) {
            return Status.EXPIRED;
        }
        return refusedFrom == null ? Status.ACTIVE : Status.ROTATED;
    }

    public boolean isEndedAt(Instant now) {
        return revoked || isPast(refusedFrom, now) || isPast(expiresAt, now);
    }

    /** A rotated key has its successor already, also while it is still accepted. */
    public boolean canBeReplacedAt(Instant now) {
        return replacedBy == null && !isEndedAt(now);
    }

    /** Whether it is one of the keys that a tenant may have a limited number of; an expired one counts. */
    public boolean countsTowardsQuota() {
        return !revoked && replacedBy == null;
    }

    /**
     * When it stops being accepted without a further event. The epoch if a rotation without overlap ended it at this
     * time: a clock that is set back does not make it valid again.
     *
     * @param time of the latest event
     */
    public @Nullable Instant acceptedUntil(Instant time) {
        if (refusedFrom == null) {
            return expiresAt;
        }
        var end = refusedFrom.isAfter(time) ? refusedFrom : Instant.EPOCH;
        return expiresAt != null && expiresAt.isBefore(end) ? expiresAt : end;
    }

    private static boolean isPast(@Nullable Instant end, Instant now) {
        return end != null && !now.isBefore(end);
    }
}
