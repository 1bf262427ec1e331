package org.keyledger.consumer.subscription;

import java.time.Duration;

/**
 * Pauses that double with each failure in a row, up to a longest one. For one thread.
 *
 * <p>The publisher has the same: all that the two rooms share is the kernel, which holds words and no machinery.
 */
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

    /** Something worked: the next failure begins anew. */
    void reset() {
        next = first;
    }
}
