package org.keyledger.query.verifier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionEvent;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.CredentialState;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Position;

/** Table of the sessions that were not ended, and of the credential state of every user. */
final class SessionTable {

    private final OpenAddressingMap<SessionId, VerifiableSession> sessions =
            new OpenAddressingMap<>(VerifiableSession::session);
    private final OpenAddressingMap<UserId, UserCredentialState> users =
            new OpenAddressingMap<>(UserCredentialState::user);
    private final ExpiryMemory<SessionId> expiries = new ExpiryMemory<>();
    /** Position before which every started session has ended. */
    private long allEndedAt;

    @Nullable
    ActiveSession find(SessionId id, Instant now) {
        var session = sessions.get(id);
        if (session == null || expiries.isExpired(id, session.lifetime().end(), now)) {
            return null;
        }
        var user = users.get(session.user());
        if (user == null || !user.state().allowsSession(session.credential(), id)) {
            return null;
        }
        return new ActiveSession(
                id,
                session.user(),
                session.tenant(),
                user.state().version(),
                session.remembered(),
                session.authentication(),
                session.generation(),
                session.startedAt(),
                session.renewedAt(),
                session.lifetime().endsAt());
    }

    /** Adds a session unless it is present: the loaded state may be ahead of the event that started it. */
    void add(VerifiableSession session) {
        if (session.started() >= allEndedAt) {
            sessions.addIfAbsent(session);
        }
    }

    /** Removes every session that was started before this position. */
    void endAllStartedBefore(long position) {
        allEndedAt = Math.max(allEndedAt, position);
        sessions.retainIf(session -> session.started() >= allEndedAt);
    }

    /** Adds a user unless it is present, for the same reason. */
    void add(UserCredentialState user) {
        users.addIfAbsent(user);
    }

    void apply(SessionEvent event, Position position, Instant time) {
        if (event instanceof SessionStarted started) {
            add(VerifiableSession.of(started, position, time));
            return;
        }
        var session = sessions.get(event.session());
        if (session != null) {
            session.after(event, time).ifPresentOrElse(sessions::put, () -> sessions.remove(event.session()));
        }
    }

    void apply(UserEvent event) {
        var changed = CredentialState.after(event).map(state -> new UserCredentialState(event.user(), state));
        if (event instanceof UserRegistered) {
            changed.ifPresent(this::add);
        } else {
            changed.ifPresent(users::put);
        }
        if (event instanceof UserErased) {
            users.remove(event.user());
        }
    }

    /** Removes the sessions that ended at this time or before. */
    void removeExpiredBefore(Instant end) {
        sessions.retainIf(session -> end.isBefore(session.lifetime().end()));
        expiries.removeExpiredBefore(end);
    }

    void clear() {
        sessions.retainIf(session -> false);
        users.retainIf(user -> false);
    }
}
