package org.keyledger.consumer.subscription;

import java.time.Duration;

/** Delays that double with each consecutive failure, up to a maximum. Not thread-safe. */
final class ConsumerBackoff {

    private final Duration first;
    private final Duration max;
    private Duration next;

    ConsumerBackoff(Duration first, Duration longest) {
        this.first = first;
        this.max = longest;
        this.next = first;
    }

    Duration next() {
        var now = next;
        var doubled = now.multipliedBy(2);
        next = doubled.compareTo(max) < 0 ? doubled : max;
        return now;
    }

    /** Starts again with the first delay. */
    void reset() {
        next = first;
    }
}
