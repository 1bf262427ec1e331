package org.keyledger.gateway.federation;

import java.time.Clock;
import java.util.Optional;
import org.keyledger.gateway.authentication.RequestActor;
import org.keyledger.gateway.federation.IdentityProvider.ConfirmedIdentity;
import org.keyledger.gateway.federation.ProviderFailedException.Reason;
import org.keyledger.gateway.federation.ProviderFlow.Callback;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.session.Sessions;
import org.keyledger.gateway.stepup.FederatedAuthenticator;
import org.keyledger.gateway.user.ProvedSignUp;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.federation.FederationCommand.LinkIdentity;
import org.keyledger.kernel.federation.FederationCommand.LinkVerifiedIdentity;
import org.keyledger.kernel.federation.NewIdentity;
import org.keyledger.kernel.federation.ProviderIdentity;
import org.keyledger.kernel.federation.ProviderSubject;
import org.keyledger.kernel.session.ActiveSession;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.UserQuery.FindLogin;

/**
 * Completes a flow with a provider. An identity that is linked logs its user in. Otherwise the address decides that the
 * provider has verified: without an account it gets one; with an account it is linked if its owner is known to have proved
 * the address here, else the owner logs in first and confirms the link. An address that the provider has not verified
 * links to nothing.
 */
public final class ProviderLogIn {

    private final ProviderFlow flows;
    private final IdentityHasher identityHasher;
    private final EmailHasher emailHasher;
    private final FederatedAuthenticator authenticator;
    private final ProvedSignUp signUp;
    private final LogIn logIn;
    private final Sessions sessions;
    private final Commands commands;
    private final Queries queries;
    private final CredentialVerifier verifier;
    private final RequestIdsFactory idsFactory;
    private final Clock clock;

    ProviderLogIn(
            ProviderFlow flows,
            IdentityHasher identityHasher,
            EmailHasher emailHasher,
            FederatedAuthenticator authenticator,
            ProvedSignUp signUp,
            LogIn logIn,
            Sessions sessions,
            Commands commands,
            Queries queries,
            CredentialVerifier verifier,
            RequestIdsFactory idsFactory,
            Clock clock) {
        this.flows = flows;
        this.identityHasher = identityHasher;
        this.emailHasher = emailHasher;
        this.authenticator = authenticator;
        this.signUp = signUp;
        this.logIn = logIn;
        this.sessions = sessions;
        this.commands = commands;
        this.queries = queries;
        this.verifier = verifier;
        this.idsFactory = idsFactory;
        this.clock = clock;
    }

    /** The result of a flow. */
    public sealed interface Outcome permits LoggedIn, Linked, ConfirmationRequired {}

    /** The user is proved, and may have to prove a second factor. */
    public record LoggedIn(LogIn.Outcome outcome) implements Outcome {}

    /** The identity is linked to the account of the session that started the flow. */
    public record Linked() implements Outcome {}

    /** The address has an account, whose owner must log in and confirm the link. */
    public record ConfirmationRequired(PendingIdentity pending) implements Outcome {}

    /**
     * Completes a flow that was checked.
     *
     * @throws ProviderFailedException if the provider confirms no identity, or the address is not verified
     * @throws org.keyledger.gateway.problem.ProblemException if the command side refuses
     */
    public Outcome complete(StartedFlow flow, Callback callback) throws ProviderFailedException {
        var confirmed = flows.confirm(flow, callback);
        var identity = toProviderIdentity(flow, confirmed);
        return switch (flow.kind()) {
            case LINK -> link(flow, identity);
            case LOGIN -> logIn(flow, confirmed, identity);
            case REAUTHENTICATE -> logInAgain(flow, confirmed, identity);
        };
    }

    private ProviderIdentity toProviderIdentity(StartedFlow flow, ConfirmedIdentity confirmed)
            throws ProviderFailedException {
        var account = confirmed.account().flatMap(text -> PersonClaims.parse(text, DisplayName::parse));
        var subject = PersonClaims.parse(confirmed.subject(), ProviderSubject::parse)
                .orElseThrow(() -> new ProviderFailedException(
                        Reason.INVALID_PROVIDER_RESPONSE, "Subject of provider " + flow.provider() + " is malformed"));
        return new ProviderIdentity(
                flow.provider(),
                identityHasher.hmac(confirmed.issuer(), confirmed.subject()),
                subject,
                account.orElseGet(() -> DisplayName.parse(flow.provider().value())));
    }

    /** The session must still be active: it is the one that the browser had when the flow started. */
    private Outcome link(StartedFlow flow, ProviderIdentity identity) {
        var session = findSession(flow).orElseThrow(Problem.UNAUTHENTICATED::toException);
        var by = new AuthenticatedSession(session.user(), session.credential(), session.session());
        commands.actingAs(RequestActor.returningFromProvider(session))
                .send(new LinkIdentity(by, newIdentity(identity)));
        return new Linked();
    }

    private Optional<ActiveSession> findSession(StartedFlow flow) {
        return flow.session()
                .flatMap(id -> verifier.findActiveSession(id).orThrowIfUnknown(Problem.VERIFIER_BEHIND::toException));
    }

    /** Only the owner of the session that the browser had: another identity would log the browser in to another account. */
    private Outcome logInAgain(StartedFlow flow, ConfirmedIdentity confirmed, ProviderIdentity identity)
            throws ProviderFailedException {
        var owner = findSession(flow).map(ActiveSession::user);
        var known = authenticator
                .find(identity.hmac(), confirmed.loggedInAt())
                .filter(proved ->
                        owner.isEmpty() || owner.get().equals(proved.account().user()))
                .orElseThrow(() -> new ProviderFailedException(
                        Reason.OTHER_ACCOUNT, "Identity of provider " + flow.provider() + " is of another account"));
        return new LoggedIn(logIn.with(known, options(flow)));
    }

    private NewIdentity newIdentity(ProviderIdentity identity) {
        return new NewIdentity(identity, idsFactory.random().identityClaim());
    }

    private Outcome logIn(StartedFlow flow, ConfirmedIdentity confirmed, ProviderIdentity identity)
            throws ProviderFailedException {
        var known = authenticator.find(identity.hmac(), confirmed.loggedInAt());
        if (known.isPresent()) {
            return new LoggedIn(logIn.with(known.get(), options(flow)));
        }
        var email = confirmed
                .verifiedEmail()
                .orElseThrow(() -> new ProviderFailedException(
                        Reason.ADDRESS_NOT_VERIFIED, "Provider " + flow.provider() + " has verified no address"));
        var found = queries.ask(new FindLogin(emailHasher.hmac(email)));
        if (found.login().isPresent()) {
            return linkVerified(flow, confirmed, identity, found.login().get());
        }
        if (!found.current()) {
            throw Problem.NOT_SEEN_YET.toException();
        }
        var opened = signUp.signUp(
                email, confirmed.name().orElse(null), newIdentity(identity), authenticator.ofNewAccount());
        flow.session().ifPresent(sessions::logOut); // a log-in ends the session that the browser had
        return new LoggedIn(opened);
    }

    private Outcome linkVerified(
            StartedFlow flow, ConfirmedIdentity confirmed, ProviderIdentity identity, Login account) {
        var email = emailHasher.hmac(confirmed.verifiedEmail().orElseThrow());
        var command = new LinkVerifiedIdentity(account.user(), email, newIdentity(identity));
        var linked = commands.actingAs(RequestActor.provedByProvider(account))
                .sendUnlessRefused(command, Refusal.OWNERSHIP_NOT_PROVED);
        if (linked.isEmpty()) {
            return new ConfirmationRequired(new PendingIdentity(identity, clock.instant()));
        }
        var proved = authenticator
                .find(identity.hmac(), confirmed.loggedInAt())
                .orElseThrow(Problem.NOT_SEEN_YET::toException);
        return new LoggedIn(logIn.with(proved, options(flow)));
    }

    private static LogIn.Options options(StartedFlow flow) {
        return new LogIn.Options(LogIn.Channel.BROWSER, false, Optional.empty(), flow.session());
    }
}
