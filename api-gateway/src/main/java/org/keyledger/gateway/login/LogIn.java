package org.keyledger.gateway.login;

import java.util.Optional;
import org.keyledger.gateway.authentication.RequestActor;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.stepup.ProvedUser;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.tenant.TenantQuery.FindTenantPolicy;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** Logs a proved user in. No other class starts sessions, so that no way to log in can skip a second factor. */
public final class LogIn {

    private final Commands commands;
    private final Queries queries;
    private final SessionTokenIssuer tokens;
    private final RequestIdsFactory idsFactory;
    private final LoginSettings settings;

    LogIn(
            Commands commands,
            Queries queries,
            SessionTokenIssuer tokens,
            RequestIdsFactory idsFactory,
            LoginSettings settings) {
        this.commands = commands;
        this.queries = queries;
        this.tokens = tokens;
        this.idsFactory = idsFactory;
        this.settings = settings;
    }

    /** The API that a user logs in through. */
    public enum Channel {
        TOKEN,
        BROWSER
    }

    /**
     * @param channel decides whether the address must be verified
     * @param remember whether the user asked to stay logged in on this device
     * @param openedLink the mailed link that was opened in the same browser
     * @param replaced the session that the browser had before: it ends, so that no cookie survives a log-in
     */
    public record Options(
            Channel channel, boolean remember, Optional<MailRequestId> openedLink, Optional<SessionId> replaced) {

        public Options(Channel channel, boolean remember, Optional<MailRequestId> openedLink) {
            this(channel, remember, openedLink, Optional.empty());
        }

        /** For a client that is no browser. */
        public static final Options TOKEN = new Options(Channel.TOKEN, false, Optional.empty());
    }

    /** The result of a log-in with a valid proof. */
    public sealed interface Outcome permits SessionOpened, FactorRequired {}

    /** A session has started. */
    public record SessionOpened(
            UserAccount user, TenantId tenant, boolean emailVerified, SessionId session, boolean remembered)
            implements Outcome {}

    /** The user must prove a second factor with this token. */
    public record FactorRequired(String partialToken) implements Outcome {
        @Override
        public String toString() {
            return "FactorRequired[hidden]";
        }
    }

    /**
     * Starts a session at the version of the credential that was proved.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 403 {@code email-not-verified} if the channel requires a
     *     verified address, 401 {@code invalid-credentials} if the credential has changed since
     */
    public Outcome with(ProvedUser proved, Options options) {
        // before the commit: a log-in that has succeeded must not fail because a read model is late
        var user = queries.ask(new FindUser(proved.account().user()))
                .account()
                .orElseThrow(Problem.NOT_SEEN_YET::toException);
        return with(proved, user, options);
    }

    /** @param user the profile of the account, for the response */
    public Outcome with(ProvedUser proved, UserAccount user, Options options) {
        var account = proved.account();
        if (!account.emailVerified() && requiresVerifiedEmail(account, options.channel())) {
            throw Problem.EMAIL_NOT_VERIFIED.toException();
        }
        var session = idsFactory.random().session();
        start(account, proved, session, options);
        return new SessionOpened(user, account.tenant(), account.emailVerified(), session, options.remember());
    }

    /** The rule of the tenant, or the default of the API if it has none. */
    private boolean requiresVerifiedEmail(Login account, Channel channel) {
        // at the position that the log-in was read at: a repeated sign-up is answered while the read models are late
        var rule =
                queries.askUnpositioned(new FindTenantPolicy(account.tenant())).verifiedLogin();
        return rule == null ? settings.requiresVerifiedEmail(channel) : rule;
    }

    private void start(Login account, ProvedUser proved, SessionId session, Options options) {
        commands.actingAs(RequestActor.loggingIn(account, session))
                .send(new StartSession(
                        account.user(),
                        account.tenant(),
                        account.credential(),
                        tokens.newSession(session, options.remember(), proved.authentication()),
                        options.openedLink().orElse(null),
                        options.replaced().orElse(null)));
    }
}
