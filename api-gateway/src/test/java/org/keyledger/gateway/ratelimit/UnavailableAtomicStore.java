package org.keyledger.gateway.ratelimit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.keyledger.ledger.AtomicStore;

/** A store that fails every call. */
final class UnavailableAtomicStore implements AtomicStore {

    @Override
    public Optional<byte[]> get(String key) {
        throw toException();
    }

    @Override
    public List<String> keys(String prefix, String after, int limit) {
        throw toException();
    }

    @Override
    public byte[] putIfAbsent(String key, byte[] value, Durability durability) {
        throw toException();
    }

    @Override
    public boolean acquireLease(String key, byte[] value, Duration lifetime) {
        throw toException();
    }

    @Override
    public boolean compareAndSet(String key, byte[] expected, byte[] value, Durability durability) {
        throw toException();
    }

    @Override
    public boolean renewLease(String key, byte[] expected, byte[] value, Duration lifetime) {
        throw toException();
    }

    @Override
    public boolean remove(String key, byte[] expected) {
        throw toException();
    }

    @Override
    public long incrementAndGet(String key, Duration window) {
        throw toException();
    }

    private static IllegalStateException toException() {
        return new IllegalStateException("store unavailable");
    }

    @Override
    public void close() {}
}
