package org.keyledger.gateway.stepup;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.AuthenticationMethod;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.kernel.user.UserQuery.FindUser;

/**
 * Proves a user by the link that was mailed after the sign-up, opened for the first time in the browser of the sign-up: its
 * reader reads the mail and chose the password.
 */
public final class SignUpLinkAuthenticator {

    private final Queries queries;
    private final EmailHasher emailHasher;
    private final Clock clock;

    SignUpLinkAuthenticator(Queries queries, EmailHasher emailHasher, Clock clock) {
        this.queries = queries;
        this.emailHasher = emailHasher;
        this.clock = clock;
    }

    /**
     * Empty if the credential is no longer that of the sign-up, which another person may have changed.
     *
     * @param user of the link, which the caller has checked together with the browser
     */
    public Optional<ProvedUser> prove(UserId user) {
        return queries.ask(new FindUser(user))
                .account()
                .flatMap(account -> queries.ask(
                                new FindLogin(emailHasher.hmac(account.profile().email())))
                        .login())
                .filter(login -> login.user().equals(user) && login.credential().equals(CredentialVersion.FIRST))
                .map(login -> new ProvedUser(
                        login, new Authentication(List.of(AuthenticationMethod.MAILED_LINK), clock.instant())));
    }
}
