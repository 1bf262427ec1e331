package org.keyledger.query.verifier;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ActiveSigningKey;
import org.keyledger.kernel.apikey.ApiKeyEvent;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.restore.RestoreEvent;
import org.keyledger.kernel.restore.RestoreEvent.KeysConfirmed;
import org.keyledger.kernel.restore.RestoreEvent.KeysSuspended;
import org.keyledger.kernel.restore.RestoreEvent.SessionsEnded;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionEvent;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.ledger.Position;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.restore.RestoreMarks;

/** The verifier's state in memory. One thread writes; readers take no lock unless a write happens meanwhile. */
final class VerifierState {

    private final StampedLock lock = new StampedLock();
    private final ApiKeyTable keys = new ApiKeyTable();
    private final SessionTable sessions = new SessionTable();

    @Nullable
    ActiveApiKey findApiKey(KeyPrefix prefix, Digest secret, Instant now) {
        return read(() -> keys.find(prefix, secret, now));
    }

    @Nullable
    ActiveSigningKey findSigningKey(ApiKeyId key, Instant now) {
        return read(() -> keys.findSigningKey(key, now));
    }

    @Nullable
    ActiveSession findSession(SessionId session, Instant now) {
        return read(() -> sessions.find(session, now));
    }

    private <T> @Nullable T read(Supplier<@Nullable T> lookup) {
        var stamp = lock.tryOptimisticRead();
        if (stamp != 0) {
            var found = lookup.get();
            if (lock.validate(stamp)) {
                return found;
            }
        }
        stamp = lock.readLock();
        try {
            return lookup.get();
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /**
     * Loads what has not ended before {@code now} from the read models, replacing any previous content. Must not run
     * concurrently with reads.
     */
    void load(ReadModels models, Instant now) {
        keys.clear();
        sessions.clear();
        var restores = new RestoreMarks(models);
        sessions.endAllStartedBefore(restores.sessionsEndedAt());
        keys.suspendAll(restores.keysSuspendedAt());
        restores.forEachConfirmedTenant(keys::confirmTenant);
        models.view(VerifierProjection.USERS).forEach(sessions::add);
        models.view(VerifierProjection.SESSIONS).forEach(session -> addUnlessEnded(session, now));
        models.view(VerifierProjection.CLOSED_TENANTS).forEach(closed -> keys.closeTenant(closed.tenant()));
        models.view(VerifierProjection.ACCEPTED_KEY_VERSIONS).forEach(keys::acceptFrom);
        models.view(VerifierProjection.KEYS).forEach(key -> addUnlessEnded(key, now));
    }

    private void addUnlessEnded(VerifiableSession session, Instant now) {
        if (!session.lifetime().isOverAt(now)) {
            sessions.add(session);
        }
    }

    private void addUnlessEnded(VerifiableApiKey key, Instant now) {
        var until = key.until();
        if (until == null || now.isBefore(until)) {
            keys.add(key);
        }
    }

    /** Applies these events atomically. */
    void apply(List<? extends TrackedEventMessage<?>> events) {
        // payloads are decrypted lazily: decrypt them before taking the lock
        events.forEach(EventMessage::getPayload);
        var stamp = lock.writeLock();
        try {
            events.forEach(event -> apply(event.getPayload(), positionOf(event), event.getTimestamp()));
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    private static Position positionOf(TrackedEventMessage<?> event) {
        return new Position(event.trackingToken().position().orElseThrow());
    }

    private void apply(Object event, Position position, Instant time) {
        if (event instanceof ApiKeyEvent key) {
            keys.apply(key, position, time);
        } else if (event instanceof SessionEvent session) {
            sessions.apply(session, position, time);
        } else if (event instanceof ApiKeysEnded ended) {
            keys.acceptFrom(AcceptedKeyVersion.of(ended));
        } else if (event instanceof UserEvent user) {
            if (user instanceof UserErased erased) {
                keys.acceptFrom(AcceptedKeyVersion.of(erased));
            }
            sessions.apply(user);
        } else if (event instanceof TenantClosed closed) {
            keys.closeTenant(closed.tenant());
        } else if (event instanceof RestoreEvent restore) {
            apply(restore, position.value());
        }
    }

    private void apply(RestoreEvent event, long position) {
        if (event instanceof SessionsEnded) {
            sessions.endAllStartedBefore(position);
        } else if (event instanceof KeysSuspended) {
            keys.suspendAll(position);
        } else if (event instanceof KeysConfirmed confirmed) {
            if (confirmed.tenant() == null) {
                keys.suspendAll(0);
            } else {
                keys.confirmTenant(confirmed.tenant(), position);
            }
        }
    }

    /** Removes the keys and sessions that expired before this time. */
    void removeExpiredBefore(Instant end) {
        var stamp = lock.writeLock();
        try {
            keys.removeExpiredBefore(end);
            sessions.removeExpiredBefore(end);
        } finally {
            lock.unlockWrite(stamp);
        }
    }
}
