package org.keyledger.query.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the ids that were refused because they had expired, so that they stay refused if the clock is set back.
 * Expiries more than a day ago are not kept: otherwise a clock that is briefly far ahead would permanently refuse
 * keys that are still valid.
 */
final class ExpiryMemory<K> {

    private static final Duration RETENTION = Duration.ofDays(1);
    private static final int MAX_ENTRIES = 100_000;

    private final Map<K, Instant> ends = new ConcurrentHashMap<>();

    /** Whether this expiry has passed, now or at an earlier check. */
    boolean isExpired(K id, Instant end, Instant now) {
        if (now.isBefore(end)) {
            var latestExpiry = ends.get(id);
            return latestExpiry != null && !end.isAfter(latestExpiry);
        }
        if (now.isBefore(end.plus(RETENTION)) && ends.size() < MAX_ENTRIES) {
            ends.put(id, end);
        }
        return true;
    }

    void removeExpiredBefore(Instant end) {
        ends.values().removeIf(expiry -> expiry.isBefore(end));
    }
}
