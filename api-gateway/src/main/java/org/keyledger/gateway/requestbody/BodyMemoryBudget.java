package org.keyledger.gateway.requestbody;

import java.util.concurrent.atomic.AtomicLong;

/** What bodies that are still on their way may hold together: no more than so many bytes, whoever sends them. */
final class BodyMemoryBudget {

    private final long bytes;
    private final AtomicLong taken = new AtomicLong();

    BodyMemoryBudget(long bytes) {
        this.bytes = bytes;
    }

    /** Taken in any case; false if that was too much. */
    boolean take(int count) {
        return taken.addAndGet(count) <= bytes;
    }

    void leave(int count) {
        taken.addAndGet(-count);
    }

    long taken() {
        return taken.get();
    }
}
