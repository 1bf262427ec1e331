package org.keyledger.command.publisher;

import java.time.Duration;

/** Delays that double with each consecutive failure, up to a maximum. Not thread-safe. */
final class PublisherBackoff {

    private final Duration first;
    private final Duration max;
    private Duration next;

    PublisherBackoff(Duration first, Duration longest) {
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
