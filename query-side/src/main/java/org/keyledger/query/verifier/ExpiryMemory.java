package org.keyledger.query.verifier;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What was refused because its end had come, so that it stays refused when the clock is set back. An end more than a day
 * ago is not kept: a clock that far ahead for a moment would take the keys of a year with it.
 */
final class ExpiryMemory<K> {

    private static final Duration RETENTION = Duration.ofDays(1);
    private static final int MAX_ENTRIES = 100_000;

    private final Map<K, Instant> ends = new ConcurrentHashMap<>();

    /** Whether this end has come, now or when it was last asked for. */
    boolean isExpired(K what, Instant end, Instant now) {
        if (now.isBefore(end)) {
            var latestExpiry = ends.get(what);
            return latestExpiry != null && !end.isAfter(latestExpiry);
        }
        if (now.isBefore(end.plus(RETENTION)) && ends.size() < MAX_ENTRIES) {
            ends.put(what, end);
        }
        return true;
    }

    void removeExpiredBefore(Instant end) {
        ends.values().removeIf(it -> it.isBefore(end));
    }
}
