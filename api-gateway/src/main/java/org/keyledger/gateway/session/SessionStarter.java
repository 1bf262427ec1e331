package org.keyledger.gateway.session;

import java.util.Optional;
import org.keyledger.gateway.authentication.RequestActor;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.jwt.SessionTokenIssuer.IssuedTokens;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** Starts a session for a verified password, at the version of the credential that was verified. */
public final class SessionStarter {

    private final Commands commands;
    private final Queries queries;
    private final SessionTokenIssuer tokens;
    private final RequestIdsFactory idsFactory;

    SessionStarter(Commands commands, Queries queries, SessionTokenIssuer tokens, RequestIdsFactory idsFactory) {
        this.commands = commands;
        this.queries = queries;
        this.tokens = tokens;
        this.idsFactory = idsFactory;
    }

    /** A started session with its tokens and its user. */
    public record SessionOpened(UserAccount user, IssuedTokens tokens) {}

    /** @param login the account with the credential version that was checked */
    public SessionOpened start(Login login) {
        return start(login, Optional.empty());
    }

    /**
     * @param login the account with the credential version that was checked
     * @param openedLink the mailed link that was opened in the same browser
     */
    public SessionOpened start(Login login, Optional<MailRequestId> openedLink) {
        // before the commit: a log-in that has succeeded must not fail because a read model is late
        return start(
                login,
                queries.ask(new FindUser(login.user())).account().orElseThrow(Problem.NOT_SEEN_YET::toException),
                openedLink);
    }

    /** @param user the profile of the account, for the response */
    public SessionOpened start(Login login, UserAccount user) {
        return start(login, user, Optional.empty());
    }

    private SessionOpened start(Login login, UserAccount user, Optional<MailRequestId> openedLink) {
        var session = idsFactory.random().session();
        commands.actingAs(RequestActor.loggingIn(login, session))
                .send(new StartSession(
                        login.user(),
                        login.tenant(),
                        login.credential(),
                        tokens.newSession(session),
                        openedLink.orElse(null),
                        null));
        return new SessionOpened(user, tokens.issueFirst(session, login.user(), login.tenant()));
    }
}
