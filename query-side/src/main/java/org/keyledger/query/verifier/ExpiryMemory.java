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

    private static final Duration DAY = Duration.ofDays(1);
    private static final int AT_MOST = 100_000;

    private final Map<K, Instant> ends = new ConcurrentHashMap<>();

    /** Whether this end has come, now or when it was last asked for. */
    boolean isOver(K what, Instant end, Instant now) {
        if (now.isBefore(end)) {
            var lapsed = ends.get(what);
            return lapsed != null && !end.isAfter(lapsed);
        }
        if (now.isBefore(end.plus(DAY)) && ends.size() < AT_MOST) {
            ends.put(what, end);
        }
        return true;
    }

    void forgetEndedBefore(Instant end) {
        ends.values().removeIf(it -> it.isBefore(end));
    }
}
