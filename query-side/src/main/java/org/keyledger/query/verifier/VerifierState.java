package org.keyledger.query.verifier;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Function;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ActiveSigningKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.ledger.Position;

/** The verifier's state in memory. One thread writes; readers take no lock unless a write happens meanwhile. */
final class VerifierState {

    private final StampedLock lock = new StampedLock();
    /** Replaced before the first event is applied only. */
    private volatile VerifierTables tables = VerifierTables.empty();

    @Nullable
    ActiveApiKey findApiKey(KeyPrefix prefix, Digest secret, Instant now) {
        return find(tables -> tables.keys().find(prefix, secret, now));
    }

    @Nullable
    ActiveSigningKey findSigningKey(ApiKeyId key, Instant now) {
        return find(tables -> tables.keys().findSigningKey(key, now));
    }

    @Nullable
    ActiveSession findSession(SessionId session, Instant now) {
        return find(tables -> tables.sessions().find(session, now));
    }

    private <T> @Nullable T find(Function<VerifierTables, @Nullable T> lookup) {
        var stamp = lock.tryOptimisticRead();
        if (stamp != 0) {
            try {
                var found = lookup.apply(tables);
                if (lock.validate(stamp)) {
                    return found;
                }
            } catch (RuntimeException e) {
                if (lock.validate(stamp)) {
                    throw e;
                }
                // read while an event was applied, read again
            }
        }
        return read(lookup);
    }

    /** Reads between two events; look-ups go on meanwhile. */
    <T> T read(Function<VerifierTables, T> reader) {
        var stamp = lock.readLock();
        try {
            return reader.apply(tables);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Replaces the tables by others, before the first event is applied. */
    void replace(VerifierTables loaded) {
        var stamp = lock.writeLock();
        try {
            tables = loaded;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Applies these events atomically. */
    void apply(List<? extends TrackedEventMessage<?>> events) {
        // payloads are decrypted lazily: decrypt them before taking the lock
        events.forEach(EventMessage::getPayload);
        var stamp = lock.writeLock();
        try {
            var present = tables;
            events.forEach(event -> present.apply(event.getPayload(), positionOf(event), event.getTimestamp()));
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    private static Position positionOf(TrackedEventMessage<?> event) {
        return new Position(event.trackingToken().position().orElseThrow());
    }

    /** Removes the keys and sessions that expired before this time. */
    void removeExpiredBefore(Instant end) {
        var stamp = lock.writeLock();
        try {
            tables.keys().removeExpiredBefore(end);
            tables.sessions().removeExpiredBefore(end);
        } finally {
            lock.unlockWrite(stamp);
        }
    }
}
