package org.keyledger.gateway.login;

import java.util.Optional;
import org.keyledger.gateway.authentication.RequestActor;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.stepup.PartialTokens;
import org.keyledger.gateway.stepup.ProvedUser;
import org.keyledger.gateway.stepup.SecondFactorAuthenticator;
import org.keyledger.gateway.stepup.SecondFactorCode;
import org.keyledger.kernel.Refusal;
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
    private final PartialTokens partialTokens;
    private final SecondFactorAuthenticator secondFactor;
    private final LoginSettings settings;

    LogIn(
            Commands commands,
            Queries queries,
            SessionTokenIssuer tokens,
            RequestIdsFactory idsFactory,
            PartialTokens partialTokens,
            SecondFactorAuthenticator secondFactor,
            LoginSettings settings) {
        this.commands = commands;
        this.queries = queries;
        this.tokens = tokens;
        this.idsFactory = idsFactory;
        this.partialTokens = partialTokens;
        this.secondFactor = secondFactor;
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

        private static final String SEPARATOR = " ";

        /** As text, for a log-in that continues with a second factor: channel, whether to remember, link, session. */
        String text() {
            return String.join(
                    SEPARATOR,
                    channel.name(),
                    Boolean.toString(remember),
                    openedLink.map(MailRequestId::toString).orElse(""),
                    replaced.map(SessionId::toString).orElse(""));
        }

        private Options replacing(Optional<SessionId> session) {
            return new Options(channel, remember, openedLink, session);
        }

        static Options parse(String text) {
            var parts = text.split(SEPARATOR, -1);
            return new Options(
                    Channel.valueOf(parts[0]),
                    Boolean.parseBoolean(parts[1]),
                    Optional.of(parts[2]).filter(link -> !link.isEmpty()).map(MailRequestId::parse),
                    Optional.of(parts[3]).filter(id -> !id.isEmpty()).map(SessionId::parse));
        }
    }

    /** The result of a log-in with a valid proof. */
    public sealed interface Outcome permits SessionOpened, FactorRequired {}

    /** A session has started. */
    public record SessionOpened(
            UserAccount user, TenantId tenant, boolean emailVerified, SessionId session, boolean remembered)
            implements Outcome {}

    /** The user must prove a second factor; {@link #withSecondFactor} takes the token. */
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
        return start(account, proved, session, options)
                ? new SessionOpened(user, account.tenant(), account.emailVerified(), session, options.remember())
                : new FactorRequired(partialTokens.issue(proved, options.text()));
    }

    /** The rule of the tenant, or the default of the API if it has none. */
    private boolean requiresVerifiedEmail(Login account, Channel channel) {
        // at the position that the log-in was read at: a repeated sign-up is answered while the read models are late
        var rule =
                queries.askUnpositioned(new FindTenantPolicy(account.tenant())).verifiedLogin();
        return rule == null ? settings.requiresVerifiedEmail(channel) : rule;
    }

    /** Returns false if the user has a second factor that was not used; the command side decides that. */
    private boolean start(Login account, ProvedUser proved, SessionId session, Options options) {
        var command = new StartSession(
                account.user(),
                account.tenant(),
                account.credential(),
                tokens.newSession(session, options.remember(), proved.authentication()),
                options.openedLink().orElse(null),
                options.replaced().orElse(null),
                proved.factor());
        return commands.actingAs(RequestActor.loggingIn(account, session))
                .sendUnlessRefused(command, Refusal.SECOND_FACTOR_REQUIRED)
                .isPresent();
    }

    /**
     * Completes a log-in of the token API with a second factor.
     *
     * @param partialToken of {@link FactorRequired}; used up by a right code
     * @throws org.keyledger.gateway.problem.ProblemException 401 {@code invalid-partial-token}, also for a token of another
     *     API, or {@code wrong-code}, 429 after too many wrong codes of the account
     */
    public SessionOpened withSecondFactor(String partialToken, SecondFactorCode code) {
        return complete(Channel.TOKEN, partialToken, code, Optional.empty());
    }

    /**
     * The same for a log-in of the browser API.
     *
     * @param replaced the session that the browser has, which ends
     */
    public SessionOpened withSecondFactor(String partialToken, SecondFactorCode code, Optional<SessionId> replaced) {
        return complete(Channel.BROWSER, partialToken, code, replaced);
    }

    private SessionOpened complete(
            Channel channel, String partialToken, SecondFactorCode code, Optional<SessionId> replaced) {
        return secondFactor.complete(
                partialToken, code, context -> Options.parse(context).channel() == channel, (proved, user, context) -> {
                    var options = Options.parse(context).replacing(replaced);
                    if (with(proved, user, options) instanceof SessionOpened opened) {
                        return opened;
                    }
                    throw new IllegalStateException("a used second factor must not be required again");
                });
    }
}
