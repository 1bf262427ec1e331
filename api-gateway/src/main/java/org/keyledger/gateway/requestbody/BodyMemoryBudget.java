package org.keyledger.gateway.requestbody;

import java.util.concurrent.atomic.AtomicLong;

/** Bounds the memory of all request bodies that are being received. */
final class BodyMemoryBudget {

    private final long capacity;
    private final AtomicLong used = new AtomicLong();

    BodyMemoryBudget(long bytes) {
        this.capacity = bytes;
    }

    /** Reserves the bytes in any case, so the caller must release them; false if the capacity is exceeded. */
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
