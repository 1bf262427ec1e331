package org.keyledger.query.apikey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.apikey.ApiKeyCount;
import org.keyledger.kernel.apikey.ApiKeyLifetime;

/**
 * How many keys of a tenant count towards its limit.
 *
 * @param keys that are neither revoked nor replaced
 * @param overlapEnds until when each replaced key is still accepted, and counts
 */
record ApiKeyCountView(long keys, List<Instant> overlapEnds) {

    static final ApiKeyCountView NONE = new ApiKeyCountView(0, List.of());

    ApiKeyCountView withKey() {
        return new ApiKeyCountView(keys + 1, overlapEnds);
    }

    /**
     * After one key has changed.
     *
     * @param time of the event; overlaps that ended before are forgotten
     */
    ApiKeyCountView after(ApiKeyLifetime before, ApiKeyLifetime changed, Instant time) {
        var ends = new ArrayList<>(overlapEnds);
        ends.remove(overlapEnd(before));
        var end = overlapEnd(changed);
        if (end != null) {
            ends.add(end);
        }
        ends.removeIf(it -> !time.isBefore(it));
        var difference = (changed.countsTowardsQuota() ? 1 : 0) - (before.countsTowardsQuota() ? 1 : 0);
        return new ApiKeyCountView(keys + difference, List.copyOf(ends));
    }

    private static @Nullable Instant overlapEnd(ApiKeyLifetime lifetime) {
        return lifetime.revoked() ? null : lifetime.refusedFrom();
    }

    ApiKeyCount toCount(Instant now) {
        return new ApiKeyCount(keys + overlapEnds.stream().filter(now::isBefore).count());
    }
}
