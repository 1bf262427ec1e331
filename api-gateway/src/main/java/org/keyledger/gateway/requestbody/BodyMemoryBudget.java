package org.keyledger.gateway.requestbody;

import java.util.concurrent.atomic.AtomicLong;

/** What bodies that are still on their way may hold together: no more than so many bytes, whoever sends them. */
final class BodyMemoryBudget {

    private final long capacity;
    private final AtomicLong used = new AtomicLong();

    BodyMemoryBudget(long bytes) {
        this.capacity = bytes;
    }

    /** Taken in any case; false if that was too much. */
    boolean reserve(int count) {
        return used.addAndGet(count) <= capacity;
    }

    void release(int count) {
        used.addAndGet(-count);
    }

    long used() {
        return used.get();
    }
}
