package org.keyledger.query.verifier;

import java.time.Instant;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionEvent;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.ledger.Position;
import org.keyledger.query.records.SlotIndex;

/** The sessions that were not ended, and the rules by which a session is accepted. */
final class SessionTable {

    private final PrincipalTable principals;
    private final SessionRecords sessions;
    private final ExpiryMemory<SessionId> expiries = new ExpiryMemory<>();
    /** Position before which every started session has ended. */
    private long allEndedAt;

    SessionTable(PrincipalTable principals) {
        this.principals = principals;
        this.sessions = new SessionRecords(principals);
    }

    SessionRecords records() {
        return sessions;
    }

    @Nullable
    ActiveSession find(SessionId id, Instant now) {
        var slot = sessions.find(id);
        if (slot == SlotIndex.NOT_FOUND
                || expiries.isExpired(id, sessions.lifetime(slot).end(), now)) {
            return null;
        }
        var user = principals.credential(sessions.user(slot));
        return user != null && user.allowsSession(sessions.credential(slot), id)
                ? sessions.active(slot, id, user.version())
                : null;
    }

    /** The state may be ahead of the event: a session that is present is not added again. */
    void apply(SessionEvent event, Position position, Instant time) {
        var slot = sessions.find(event.session());
        if (event instanceof SessionStarted started) {
            if (slot == SlotIndex.NOT_FOUND && position.value() >= allEndedAt) {
                sessions.add(started, position.value(), time);
            }
        } else if (slot != SlotIndex.NOT_FOUND) {
            change(slot, event, time);
        }
    }

    private void change(int slot, SessionEvent event, Instant time) {
        if (sessions.lifetime(slot).after(event).isEmpty()) {
            sessions.remove(slot);
        } else if (event instanceof SessionRefreshed refreshed) {
            sessions.refresh(slot, refreshed, time);
        }
    }

    long allEndedAt() {
        return allEndedAt;
    }

    /** Removes every session that was started before this position. */
    void endAllStartedBefore(long position) {
        allEndedAt = Math.max(allEndedAt, position);
        removeIf(slot -> sessions.started(slot) < allEndedAt);
    }

    /** Whether the session is never accepted again: the user is erased. */
    boolean isRefused(int slot) {
        return !principals.hasCredential(sessions.user(slot));
    }

    boolean hasEndedBefore(int slot, Instant end) {
        return !end.isBefore(sessions.lifetime(slot).end());
    }

    /** Removes the sessions that ended at this time or before, and those that are never accepted again. */
    void removeExpiredBefore(Instant end) {
        removeIf(slot -> hasEndedBefore(slot, end) || isRefused(slot));
        expiries.removeExpiredBefore(end);
    }

    private void removeIf(IntPredicate ended) {
        for (var slot = 0; slot < sessions.records().end(); slot++) {
            if (sessions.records().exists(slot) && ended.test(slot)) {
                sessions.remove(slot);
            }
        }
    }
}
