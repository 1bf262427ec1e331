package org.keyledger.query.verifier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.SessionEvent;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserId;

/** All sessions that have not ended, and the current credential version of each user. */
final class SessionTable {

    private final OpenAddressingMap<SessionId, VerifiableSession> sessions =
            new OpenAddressingMap<>(VerifiableSession::session);
    private final OpenAddressingMap<UserId, UserCredentialState> users =
            new OpenAddressingMap<>(UserCredentialState::user);
    private final ExpiryMemory<SessionId> expiries = new ExpiryMemory<>();

    @Nullable
    ActiveSession find(SessionId id, Instant now) {
        var session = sessions.get(id);
        if (session == null || expiries.isExpired(id, session.end(), now)) {
            return null;
        }
        var user = users.get(session.user());
        if (user == null || !(session.credential().equals(user.credential()) || id.equals(user.kept()))) {
            return null;
        }
        return new ActiveSession(
                id,
                session.user(),
                session.tenant(),
                user.credential(),
                session.remembered(),
                session.generation(),
                session.startedAt(),
                session.endsAt());
    }

    void add(VerifiableSession session) {
        sessions.addIfAbsent(session);
    }

    void add(UserCredentialState user) {
        users.addIfAbsent(user);
    }

    void apply(SessionEvent event, Instant time) {
        var session = sessions.get(event.session());
        if (event instanceof SessionStarted started) {
            sessions.addIfAbsent(VerifiableSession.of(started, time));
        } else if (event instanceof SessionRefreshed refreshed && session != null) {
            sessions.put(session.refreshed(refreshed));
        } else if (event instanceof RefreshTokenReused || event instanceof SessionEnded) {
            sessions.remove(event.session());
        }
    }

    void apply(UserEvent event) {
        if (event instanceof UserRegistered registered) {
            users.addIfAbsent(new UserCredentialState(registered.user(), registered.credential(), null));
        } else if (event instanceof PasswordReset reset) {
            users.put(new UserCredentialState(reset.user(), reset.credential(), null));
        } else if (event instanceof PasswordChanged changed) {
            users.put(new UserCredentialState(changed.user(), changed.credential(), changed.kept()));
        } else if (event instanceof OtherSessionsEnded ended) {
            users.put(new UserCredentialState(ended.user(), ended.credential(), ended.kept()));
        } else if (event instanceof UserErased) {
            users.remove(event.user());
        }
    }

    /** Removes the sessions that expired before this time. */
    void removeExpiredBefore(Instant end) {
        sessions.retainIf(session -> end.isBefore(session.end()));
        expiries.removeExpiredBefore(end);
    }

    void clear() {
        sessions.retainIf(session -> false);
        users.retainIf(user -> false);
    }
}
