package org.keyledger.gateway.stepup;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.keyledger.gateway.authentication.RequestActor;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.login.LoginCommand.UseMagicLink;
import org.keyledger.kernel.mail.FoundMagicLink.MagicLink;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.AuthenticationMethod;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserCommand.ReclaimAccount;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** Proves a user by a magic link, which is used up. */
public final class MailedLinkAuthenticator {

    private final Commands commands;
    private final Queries queries;
    private final EmailHasher emailHasher;
    private final Clock clock;

    MailedLinkAuthenticator(Commands commands, Queries queries, EmailHasher emailHasher, Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.emailHasher = emailHasher;
        this.clock = clock;
    }

    /** A user who reads the mails to the address, and the profile of the account. */
    public record ProvedReader(ProvedUser user, UserAccount profile) {}

    /**
     * The account of the link's address; empty if it has none.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 503 {@code not-seen-yet} while the read models are late
     */
    public Optional<Login> findAccount(MagicLink link) {
        var found = queries.ask(new FindLogin(emailHasher.hmac(link.email())));
        if (found.login().isEmpty() && !found.current()) {
            throw Problem.NOT_SEEN_YET.toException();
        }
        return found.login();
    }

    /**
     * Uses the link up and returns the user of its address; empty if it has no account. Until the ownership of the address
     * is proved, another person may have created the account: all that person could use has ended when this returns. That
     * comes first, so that a repeated request can use the link if the verifier was late.
     *
     * @param byCode whether the code of the link was presented
     * @throws org.keyledger.gateway.problem.ProblemException 400 {@code invalid-token} if the link was used meanwhile, 503
     *     {@code verifier-behind}, after which the link can still be used
     */
    public Optional<ProvedReader> prove(MagicLink link, boolean byCode) {
        var reader = findReader(link);
        if (reader.filter(it -> reclaim(it.user().account())).isPresent()) {
            reader = findReader(link); // the version of the credential has changed
        }
        commands.send(new UseMagicLink(emailHasher.hmac(link.email()), link.request(), byCode));
        return reader;
    }

    /** Read before the link is used up: a log-in must not fail after it because a read model is late. */
    private Optional<ProvedReader> findReader(MagicLink link) {
        return findAccount(link)
                .map(account -> new ProvedReader(
                        new ProvedUser(account, authentication()),
                        queries.ask(new FindUser(account.user()))
                                .account()
                                .orElseThrow(Problem.NOT_SEEN_YET::toException)));
    }

    private boolean reclaim(Login account) {
        return commands.actingAs(RequestActor.mailedLink(account.user()))
                        .sendAndAwaitApplied(new ReclaimAccount(account.user()))
                        .decision()
                instanceof Decision.Done;
    }

    /** How somebody is authenticated who has just used a mailed link. */
    public Authentication authentication() {
        return new Authentication(List.of(AuthenticationMethod.MAILED_LINK), clock.instant());
    }
}
