package org.keyledger.command.session;

import java.time.Clock;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.session.NewSession;
import org.keyledger.kernel.session.SessionCommand.RefreshSession;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/** Handles the commands that start and refresh sessions; both check the user's credential. */
public final class SessionCommandHandler {

    private final Repository<Session> sessions;
    private final SessionValidator sessionValidator;
    private final EmailOwnershipRecorder ownership;
    private final SessionSettings settings;
    private final Clock clock;

    SessionCommandHandler(
            Repository<Session> sessions,
            SessionValidator sessionValidator,
            EmailOwnershipRecorder ownership,
            SessionSettings settings,
            Clock clock) {
        this.sessions = sessions;
        this.sessionValidator = sessionValidator;
        this.ownership = ownership;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The password may have changed since it was verified; the credential version is checked again so that no invalid
     * session is started.
     */
    @CommandHandler
    Decision handle(StartSession command) throws Exception {
        if (!sessionValidator.isSessionValid(command.user(), command.credential(), command.session())) {
            return Decision.refuse(Refusal.STALE_CREDENTIAL);
        }
        start(command.user(), command.tenant(), command.credential(), command.newSession());
        var openedLink = command.openedLink();
        if (openedLink != null) {
            ownership.record(command.user(), openedLink, command.session());
        }
        return Decision.done();
    }

    @CommandHandler
    Decision handle(RefreshSession command) {
        return sessions.load(command.session().toString())
                .invoke(session -> session.refresh(command, sessionValidator, settings, clock.instant()));
    }

    /** Starts a session in the current commit. */
    public void start(UserId user, TenantId tenant, CredentialVersion credential, NewSession newSession)
            throws Exception {
        Instant now = clock.instant();
        Instant endsAt = settings.endsAt(now);
        sessions.newInstance(() -> new Session(new SessionStarted(
                newSession.session(),
                user,
                tenant,
                credential,
                newSession.refreshToken(),
                newSession.remembered(),
                settings.idleUntil(newSession.remembered(), now, endsAt),
                endsAt)));
    }
}
