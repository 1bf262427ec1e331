package org.keyledger.gateway.federation;

import java.util.List;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.stepup.StepUpAuthentication;
import org.keyledger.gateway.tenant.MailedLinkPolicy;
import org.keyledger.kernel.federation.FederationCommand.LinkIdentity;
import org.keyledger.kernel.federation.FederationCommand.UnlinkIdentity;
import org.keyledger.kernel.federation.FederationQuery.ListIdentities;
import org.keyledger.kernel.federation.LinkedIdentities.LinkedIdentity;
import org.keyledger.kernel.federation.NewIdentity;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.user.UserId;

/** The identities that are linked to the caller. */
public final class LinkedProviders {

    private final Commands commands;
    private final Queries queries;
    private final StepUpAuthentication stepUp;
    private final RequestIdsFactory idsFactory;
    private final MailedLinkPolicy mailedLinks;

    LinkedProviders(
            Commands commands,
            Queries queries,
            StepUpAuthentication stepUp,
            RequestIdsFactory idsFactory,
            MailedLinkPolicy mailedLinks) {
        this.commands = commands;
        this.queries = queries;
        this.stepUp = stepUp;
        this.idsFactory = idsFactory;
        this.mailedLinks = mailedLinks;
    }

    /**
     * The name in a path.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 404 {@code no-such-identity} if it is no name
     */
    public static ProviderName parse(String provider) {
        try {
            return ProviderName.parse(provider);
        } catch (IllegalArgumentException e) {
            throw Problem.NO_SUCH_IDENTITY.toException();
        }
    }

    /** In the order of the providers' names. */
    public List<LinkedIdentity> list(SessionCaller caller) {
        return list(caller.user());
    }

    /** The same for a user who is logged in. */
    public List<LinkedIdentity> list(UserId user) {
        return queries.ask(new ListIdentities(user)).identities();
    }

    /**
     * Requires a recent log-in, before the browser is sent to a provider.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 401 {@code step-up-required}
     */
    public void requireRecentLogIn(SessionCaller caller) {
        stepUp.require(caller, null);
    }

    /**
     * Links an identity that the caller has confirmed.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 401 {@code step-up-required}; 409 {@code identity-taken} or
     *     {@code provider-already-linked}
     */
    public void link(SessionCaller caller, PendingIdentity pending) {
        var identity = new NewIdentity(pending.identity(), idsFactory.random().identityClaim());
        commands.send(new LinkIdentity(steppedUp(caller), identity));
    }

    /**
     * Unlinks the identity of a provider. When this returns, it logs nobody in.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 401 {@code step-up-required}; 404 {@code no-such-identity}; 409
     *     {@code last-way-in} if the caller could not log in without it
     */
    public void unlink(SessionCaller caller, ProviderName provider) {
        commands.send(new UnlinkIdentity(steppedUp(caller), provider, mailedLinks.acceptsLinks(caller.tenant())));
    }

    private AuthenticatedSession steppedUp(SessionCaller caller) {
        return new AuthenticatedSession(caller.user(), stepUp.require(caller, null), caller.session());
    }
}
