package org.keyledger.command.session;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Instant;
import java.util.Optional;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.session.SessionCommand.EndSession;
import org.keyledger.kernel.session.SessionCommand.RefreshSession;
import org.keyledger.kernel.session.SessionEvent.Reason;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.session.SessionLifetime;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/** Aggregate of a session: started, refreshed, ended. */
final class Session {

    @AggregateIdentifier
    private SessionId id;

    private UserId user;
    private TenantId tenant;
    private Instant startedAt;
    private CredentialVersion credential;
    private boolean remembered;
    private RefreshToken token;
    private SessionLifetime lifetime;
    private boolean ended;

    /** Called by Axon, which then applies the stored events. */
    Session() {}

    Session(SessionStarted started) {
        apply(started);
    }

    /**
     * @param settings with the times of the tenant's policy
     * @param now by the system clock, for the grace period: it must not become longer when that clock is set back
     * @param expiryTime decides whether the session has expired
     */
    Decision refresh(
            RefreshSession command,
            SessionValidator sessionValidator,
            SessionSettings settings,
            Instant now,
            Instant expiryTime) {
        if (isOverAt(expiryTime)) {
            return refuse(Refusal.SESSION_ENDED);
        }
        var verdict = token.check(command, now, settings.refreshGrace());
        if (verdict == RefreshToken.Verdict.UNKNOWN) {
            return refuse(Refusal.NO_SUCH_SESSION); // does not reveal the session to a caller without one of its tokens
        }
        if (verdict == RefreshToken.Verdict.REUSED) {
            apply(new RefreshTokenReused(id, command.generation()));
            return end(Reason.REFRESH_TOKEN_REUSED, Refusal.REFRESH_TOKEN_REUSED);
        }
        if (!sessionValidator.isSessionValid(user, credential, id)) {
            return end(Reason.CREDENTIAL_CHANGED, Refusal.SESSION_ENDED);
        }
        if (!expiryTime.isBefore(settings.endsAt(startedAt))) {
            return end(Reason.POLICY, Refusal.SESSION_ENDED); // the tenant has shortened its sessions since the start
        }
        return verdict == RefreshToken.Verdict.CURRENT
                ? renew(command, settings, now)
                : noChange(); // the successor exists: the gateway derives it again
    }

    private Decision renew(RefreshSession command, SessionSettings settings, Instant now) {
        apply(new SessionRefreshed(
                id,
                user,
                command.generation() + 1,
                command.successor(),
                settings.idleUntil(remembered, now, startedAt, lifetime.endsAt())));
        return done();
    }

    private Decision end(Reason reason, Refusal refusal) {
        apply(new SessionEnded(id, reason));
        return refuse(refusal);
    }

    private boolean isOverAt(Instant now) {
        return ended || lifetime.isOverAt(now);
    }

    Decision end(EndSession command) {
        if (command.user() != null && !command.user().equals(user)) {
            return refuse(Refusal.NO_SUCH_SESSION); // does not reveal that another user has this session
        }
        if (ended) {
            return noChange(); // logging out twice is not an error
        }
        apply(new SessionEnded(id, Reason.LOGGED_OUT));
        return done();
    }

    /** Ends because its browser has logged in again, perhaps as another user. */
    Decision endReplaced(Instant now) {
        if (isOverAt(now)) {
            return noChange();
        }
        apply(new SessionEnded(id, Reason.LOGGED_OUT));
        return done();
    }

    SessionId id() {
        return id;
    }

    TenantId tenant() {
        return tenant;
    }

    /** The user whose session was ended; empty if it was not ended. */
    Optional<UserId> endedFor() {
        return ended ? Optional.of(user) : Optional.empty();
    }

    @EventSourcingHandler
    void on(SessionStarted event, @Timestamp Instant time) {
        id = event.session();
        user = event.user();
        tenant = event.tenant();
        startedAt = time;
        credential = event.credential();
        remembered = event.remembered();
        token = RefreshToken.first(event.refreshToken(), time);
        lifetime = SessionLifetime.of(event);
    }

    @EventSourcingHandler
    void on(SessionRefreshed event, @Timestamp Instant time) {
        token = token.next(event.generation(), event.refreshToken(), time);
        lifetime = lifetime.after(event).orElse(lifetime);
    }

    @EventSourcingHandler
    void on(SessionEnded event) {
        ended = lifetime.after(event).isEmpty();
    }
}
