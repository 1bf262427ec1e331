package org.keyledger.query.session;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.session.SessionLifetime;
import org.keyledger.kernel.session.SessionListingPage;
import org.keyledger.kernel.session.SessionQuery.FindOtherSession;
import org.keyledger.kernel.session.SessionQuery.FoundOtherSession;
import org.keyledger.kernel.session.SessionQuery.ListSessions;
import org.keyledger.kernel.user.CredentialState;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserEvent.AccountReclaimed;
import org.keyledger.kernel.user.UserEvent.AccountSecured;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.OtherSessionsEnded;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.IndexKey;
import org.keyledger.query.lastused.LastUsedTracker;
import org.keyledger.query.projection.ExpiringProjection;
import org.keyledger.query.projection.ReadModelProgress;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;
import org.keyledger.query.restore.RestoreMarks;

/** Projects the sessions of each user, newest first; an ended session is removed. */
final class SessionProjection implements ExpiringProjection {

    static final String VIEW = "devices";
    private static final String BY_USER = "user";
    static final ViewDefinition<SessionView> DEFINITION = ViewDefinition.of(VIEW, SessionView.class)
            .ordered(
                    BY_USER,
                    session -> new IndexKey(session.user().toString(), String.format("%019d", session.started())))
            .expiring(session -> Optional.of(session.lifetime().end()));

    private final View<SessionView> sessions;
    private final RestoreMarks restores;
    private final LastUsedTracker lastUsed;
    private final Clock clock;
    private final ReadModelProgress progress;

    SessionProjection(ReadModels models, LastUsedTracker lastUsed, Clock clock) {
        this.sessions = models.view(DEFINITION);
        this.restores = new RestoreMarks(models);
        this.lastUsed = lastUsed;
        this.clock = clock;
        this.progress = models.progress();
    }

    @EventHandler
    void on(
            SessionStarted event,
            Position position,
            @Timestamp Instant time,
            @MetaDataValue(RequestMetadata.ADDRESS) @Nullable String address,
            @MetaDataValue(RequestMetadata.USER_AGENT) @Nullable String userAgent) {
        sessions.add(
                event.session(),
                position,
                new SessionView(
                        event.session(),
                        event.user(),
                        position.value(),
                        time,
                        time,
                        SessionLifetime.of(event),
                        address,
                        userAgent));
    }

    @EventHandler
    void on(
            SessionRefreshed event,
            Position position,
            @Timestamp Instant time,
            @MetaDataValue(RequestMetadata.ADDRESS) @Nullable String address,
            @MetaDataValue(RequestMetadata.USER_AGENT) @Nullable String userAgent) {
        sessions.changeIfPresent(event.session(), position, session -> session.after(event, time, address, userAgent));
    }

    @EventHandler
    void on(RefreshTokenReused event) {
        end(event.session());
    }

    @EventHandler
    void on(SessionEnded event) {
        end(event.session());
    }

    private void end(SessionId session) {
        sessions.remove(session);
        lastUsed.remove(session);
    }

    @EventHandler
    void on(PasswordChanged event) {
        removeOthers(event);
    }

    @EventHandler
    void on(PasswordReset event) {
        removeOthers(event);
    }

    @EventHandler
    void on(OtherSessionsEnded event) {
        removeOthers(event);
    }

    @EventHandler
    void on(AccountSecured event) {
        removeOthers(event);
    }

    @EventHandler
    void on(AccountReclaimed event) {
        removeOthers(event);
    }

    @EventHandler
    void on(EmailChangeUndone event) {
        removeOthers(event);
    }

    @EventHandler
    void on(UserErased event) {
        removeOthers(event.user(), null);
    }

    /** All listed sessions were started at an earlier version of the credential. */
    private void removeOthers(UserEvent event) {
        CredentialState.after(event).ifPresent(state -> removeOthers(event.user(), state.kept()));
    }

    private void removeOthers(UserId user, @Nullable SessionId kept) {
        sessions.removeAll(
                BY_USER,
                user,
                session -> !session.session().equals(kept),
                session -> lastUsed.remove(session.session()));
    }

    @Override
    public int removeEnded(Instant now, int limit) {
        return sessions.removeEnded(now, limit, session -> lastUsed.remove(session.session()));
    }

    @QueryHandler
    FoundOtherSession handle(FindOtherSession query) {
        var current = progress.awaitHead();
        var position = progress.position();
        var allEndedAt = restores.sessionsEndedAt();
        var found = !current
                || sessions
                        .page(BY_USER, query.user(), Optional.empty(), 2, session -> session.started() >= allEndedAt)
                        .documents()
                        .stream()
                        .anyMatch(session -> !session.session().equals(query.kept()));
        return new FoundOtherSession(found, position);
    }

    @QueryHandler
    SessionListingPage handle(ListSessions query) {
        var now = clock.instant();
        var allEndedAt = restores.sessionsEndedAt();
        var page = sessions.page(
                BY_USER,
                query.user(),
                Optional.ofNullable(query.cursor()),
                query.limit(),
                session ->
                        session.started() >= allEndedAt && !session.lifetime().isOverAt(now));
        var used = lastUsed.lastUsedOf(
                page.documents().stream().map(SessionView::session).toList());
        return new SessionListingPage(
                page.documents().stream()
                        .map(session -> session.toListing(used.get(session.session())))
                        .toList(),
                page.cursor().orElse(null));
    }
}
