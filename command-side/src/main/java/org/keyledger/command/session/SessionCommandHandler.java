package org.keyledger.command.session;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.tenant.TenantPolicies;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.session.NewSession;
import org.keyledger.kernel.session.SessionCommand.EndSession;
import org.keyledger.kernel.session.SessionCommand.RefreshSession;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.axon.LedgerRepository;

/**
 * Handles the commands that start, refresh and end sessions. The first two check the user's credential; the commit that
 * ends a session drops what the session has requested.
 */
public final class SessionCommandHandler {

    private final Repository<Session> sessions;
    private final SessionValidator sessionValidator;
    private final SessionOwners owners;
    private final EmailOwnershipRecorder ownership;
    private final TenantPolicies policies;
    private final SecondFactorVerifier factors;
    private final SessionSettings settings;
    private final ExpiryClock expiryClock;
    private final Clock clock;

    SessionCommandHandler(
            Repository<Session> sessions,
            SessionValidator sessionValidator,
            SessionOwners owners,
            EmailOwnershipRecorder ownership,
            TenantPolicies policies,
            SecondFactorVerifier factors,
            SessionSettings settings,
            ExpiryClock expiryClock,
            Clock clock) {
        this.sessions = sessions;
        this.sessionValidator = sessionValidator;
        this.owners = owners;
        this.ownership = ownership;
        this.policies = policies;
        this.factors = factors;
        this.settings = settings;
        this.expiryClock = expiryClock;
        this.clock = clock;
    }

    /**
     * The password may have changed since it was verified; the credential version is checked again so that no invalid
     * session is started. A user with a second factor gets a session only if the factor was used, also while the read
     * models are late.
     */
    @CommandHandler
    Decision handle(StartSession command) throws Exception {
        var replaced = findReplaced(command); // a session is locked before its user
        if (!sessionValidator.isSessionValid(command.user(), command.credential(), command.session())) {
            return Decision.refuse(Refusal.STALE_CREDENTIAL);
        }
        if (owners.requiresPasswordReset(command.user())) {
            return Decision.refuse(Refusal.PASSWORD_RESET_REQUIRED);
        }
        var refusal = factors.use(command.user(), command.factor());
        if (refusal.isPresent()) {
            return Decision.refuse(refusal.get());
        }
        var policy = policies.of(command.tenant());
        start(command.user(), command.tenant(), command.credential(), command.newSession(), policy);
        var openedLink = command.openedLink();
        if (openedLink != null) {
            ownership.record(command.user(), openedLink, command.session());
        }
        replaced.ifPresent(this::endReplaced);
        return Decision.done();
    }

    private Optional<Aggregate<Session>> findReplaced(StartSession command) {
        return Optional.ofNullable(command.replaced()).flatMap(id -> LedgerRepository.find(sessions, id.toString()));
    }

    private void endReplaced(Aggregate<Session> replaced) {
        var ended = replaced.invoke(it -> it.endReplaced(expiryClock.clock().instant()));
        if (ended instanceof Decision.Done) {
            dropRequestsIfEnded(replaced);
        }
    }

    @CommandHandler
    Decision handle(RefreshSession command) {
        var session = sessions.load(command.session().toString());
        var allowed = settings.within(policies.of(session.invoke(Session::tenant)));
        var decision = session.invoke(it -> it.refresh(
                command,
                sessionValidator,
                allowed,
                clock.instant(),
                expiryClock.clock().instant()));
        if (decision instanceof Decision.Refused) {
            dropRequestsIfEnded(session);
        }
        return decision;
    }

    @CommandHandler
    Decision handle(EndSession command) {
        var session = sessions.load(command.session().toString());
        var decision = session.invoke(it -> it.end(command));
        if (decision instanceof Decision.Done) {
            dropRequestsIfEnded(session);
        }
        return decision;
    }

    /** The session is locked before its user, here and wherever a session checks the credential. */
    private void dropRequestsIfEnded(Aggregate<Session> session) {
        session.invoke(Session::endedFor).ifPresent(user -> owners.dropRequestsOf(session.invoke(Session::id), user));
    }

    /**
     * Starts a session in the current commit, which creates the user and the tenant: there is neither a second factor nor a
     * policy to look up.
     */
    public void startFirst(UserId user, TenantId tenant, NewSession newSession) throws Exception {
        start(user, tenant, CredentialVersion.FIRST, newSession, TenantPolicy.UNSET);
    }

    private void start(
            UserId user, TenantId tenant, CredentialVersion credential, NewSession newSession, TenantPolicy policy)
            throws Exception {
        Instant now = clock.instant();
        SessionSettings allowed = settings.within(policy);
        Instant endsAt = allowed.endsAt(now);
        sessions.newInstance(() -> new Session(new SessionStarted(
                newSession.session(),
                user,
                tenant,
                credential,
                newSession.refreshToken(),
                newSession.remembered(),
                allowed.idleUntil(newSession.remembered(), now, now, endsAt),
                endsAt,
                newSession.authentication())));
    }
}
