package org.keyledger.query.verifier;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import org.axonframework.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ApiKeyEvent;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionEvent;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantEvent.TenantClosed;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.query.projection.ReadModels;

/** All that the verifier knows. One thread changes it, many read: without a lock as long as nothing changes. */
final class VerifierState {

    private final StampedLock lock = new StampedLock();
    private final ApiKeyTable keys = new ApiKeyTable();
    private final SessionTable sessions = new SessionTable();

    @Nullable
    ActiveApiKey findApiKey(KeyPrefix prefix, Digest secret, Instant now) {
        return read(() -> keys.find(prefix, secret, now));
    }

    @Nullable
    ActiveSession findSession(SessionId session, Instant now) {
        return read(() -> sessions.find(session, now));
    }

    private <T> @Nullable T read(Supplier<@Nullable T> question) {
        var stamp = lock.tryOptimisticRead();
        if (stamp != 0) {
            var answer = question.get();
            if (lock.validate(stamp)) {
                return answer;
            }
        }
        stamp = lock.readLock();
        try {
            return question.get();
        } finally {
            lock.unlockRead(stamp);
        }
    }

    /** Begins, perhaps again, with what the read models hold; nobody may ask yet. */
    void load(ReadModels models) {
        keys.clear();
        sessions.clear();
        models.view(VerifierProjection.USERS).forEach(sessions::add);
        models.view(VerifierProjection.SESSIONS).forEach(sessions::add);
        models.view(VerifierProjection.CLOSED_TENANTS).forEach(it -> keys.closeTenant(it.tenant()));
        models.view(VerifierProjection.KEYS).forEach(keys::add);
    }

    /** Installs what these events say, all at once. */
    void apply(List<? extends EventMessage<?>> events) {
        // what is opened late is opened here, and not while others wait
        events.forEach(EventMessage::getPayload);
        var stamp = lock.writeLock();
        try {
            events.forEach(event -> apply(event.getPayload(), event.getTimestamp()));
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    private void apply(Object event, Instant time) {
        if (event instanceof ApiKeyEvent key) {
            keys.apply(key, time);
        } else if (event instanceof SessionEvent session) {
            sessions.apply(session, time);
        } else if (event instanceof UserEvent user) {
            sessions.apply(user);
        } else if (event instanceof TenantClosed it) {
            keys.closeTenant(it.tenant());
        }
    }

    /** Forgets what ended by itself before this moment. */
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
