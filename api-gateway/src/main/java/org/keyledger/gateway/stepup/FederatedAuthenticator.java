package org.keyledger.gateway.stepup;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.federation.FederationQuery.FindIdentityOwner;
import org.keyledger.kernel.federation.IdentityHmac;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.AuthenticationMethod;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** Proves a user by an identity that is linked to the account. */
public final class FederatedAuthenticator {

    private final Queries queries;
    private final EmailHasher emailHasher;
    private final Clock clock;

    FederatedAuthenticator(Queries queries, EmailHasher emailHasher, Clock clock) {
        this.queries = queries;
        this.emailHasher = emailHasher;
        this.clock = clock;
    }

    /**
     * The user to whom the identity is linked; empty if there is none.
     *
     * @param confirmed an identity that its provider has just confirmed for the browser of this request
     * @param loggedInAt when the person logged in there; empty if the provider does not say so
     * @throws org.keyledger.gateway.problem.ProblemException 503 {@code not-seen-yet} while the read models are late
     */
    public Optional<ProvedUser> find(IdentityHmac confirmed, Optional<Instant> loggedInAt) {
        var found = queries.ask(new FindIdentityOwner(confirmed));
        if (found.user().isEmpty() && !found.current()) {
            throw Problem.NOT_SEEN_YET.toException();
        }
        return found.user().map(user -> new ProvedUser(account(user), authentication(loggedInAt)));
    }

    private Login account(UserId user) {
        return queries.ask(new FindUser(user))
                .account()
                .flatMap(account -> queries.ask(
                                new FindLogin(emailHasher.hmac(account.profile().email())))
                        .login())
                .filter(login -> login.user().equals(user))
                .orElseThrow(Problem.NOT_SEEN_YET::toException);
    }

    /** The earlier of both times, because the clock of the provider may be ahead. */
    private Authentication authentication(Optional<Instant> loggedInAt) {
        var now = clock.instant();
        return loggedInAt
                .map(at -> new Authentication(List.of(AuthenticationMethod.FEDERATED), at.isAfter(now) ? now : at))
                .orElseGet(() -> new Authentication(List.of(AuthenticationMethod.FEDERATED_SESSION), now));
    }

    /** How a user is authenticated who gets an account now: a person must be present to create one. */
    public Authentication ofNewAccount() {
        return new Authentication(List.of(AuthenticationMethod.FEDERATED), clock.instant());
    }
}
