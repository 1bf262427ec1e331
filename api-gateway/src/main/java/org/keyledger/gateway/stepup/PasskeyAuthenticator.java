package org.keyledger.gateway.stepup;

import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.factor.FactorUse.PasskeyAssertion;
import org.keyledger.kernel.passkey.AuthenticatorState;
import org.keyledger.kernel.passkey.PasskeyCredentialId;
import org.keyledger.kernel.passkey.PasskeyQuery.FindPasskey;
import org.keyledger.kernel.passkey.RegisteredPasskey;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.AuthenticationMethod;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** Proves a user by the signature of a passkey, which is also the second factor. */
public final class PasskeyAuthenticator {

    private final Queries queries;
    private final EmailHasher emailHasher;
    private final Clock clock;

    PasskeyAuthenticator(Queries queries, EmailHasher emailHasher, Clock clock) {
        this.queries = queries;
        this.emailHasher = emailHasher;
        this.clock = clock;
    }

    /** The user, and the profile for the response. */
    public record ProvedAccount(ProvedUser proved, UserAccount user) {}

    /**
     * The user of the passkey. The start of the session records the use, and refuses a counter that went back.
     *
     * @param verification returns what the authenticator has signed, or throws if the signature is not valid
     * @throws org.keyledger.gateway.problem.ProblemException 401 {@code invalid-passkey}; 503 {@code not-seen-yet} while the
     *     read models are late
     */
    public ProvedAccount require(
            PasskeyCredentialId credential, Function<RegisteredPasskey, AuthenticatorState> verification) {
        var found = queries.ask(new FindPasskey(credential));
        if (found.passkey().isEmpty() && !found.current()) {
            throw Problem.NOT_SEEN_YET.toException();
        }
        var passkey = found.passkey().orElseThrow(Problem.INVALID_PASSKEY::toException);
        var state = verification.apply(passkey);
        var user = queries.ask(new FindUser(passkey.user())).account().orElseThrow(Problem.NOT_SEEN_YET::toException);
        var login = queries.ask(new FindLogin(emailHasher.hmac(user.profile().email())))
                .login()
                .filter(it -> it.user().equals(passkey.user()))
                .orElseThrow(Problem.NOT_SEEN_YET::toException);
        var authentication = new Authentication(List.of(AuthenticationMethod.PASSKEY), clock.instant());
        var use = new PasskeyAssertion(passkey.id(), state.counter(), state.backedUp());
        return new ProvedAccount(new ProvedUser(login, authentication, use), user);
    }
}
