package org.keyledger.gateway.user;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.WrongCodeLimiter;
import org.keyledger.gateway.stepup.MailedLinkAuthenticator;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.login.LoginCommand.ShowMagicLinkCode;
import org.keyledger.kernel.mail.FoundMagicLink.MagicLink;
import org.keyledger.kernel.mail.MagicLinkToken;
import org.keyledger.kernel.mail.MagicLinkToken.Purpose;
import org.keyledger.kernel.mail.MailQuery.FindMagicLink;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.FoundLogin.Login;
import org.keyledger.kernel.user.MailRequestId;

/**
 * Logs in with a magic link, or signs up if its address has no account. The link works in the browser that requested it.
 * Opened elsewhere it shows a code, which that browser takes: a link that somebody forwards logs nobody else in.
 */
public final class MagicLinkLogIn {

    private final Commands commands;
    private final Queries queries;
    private final EmailHasher emailHasher;
    private final MailedLinkAuthenticator authenticator;
    private final MagicLinkMails mails;
    private final ProvedSignUp signUp;
    private final LogIn logIn;
    private final WrongCodeLimiter limiter;
    private final ServiceKeys keys;

    MagicLinkLogIn(
            Commands commands,
            Queries queries,
            EmailHasher emailHasher,
            MailedLinkAuthenticator authenticator,
            MagicLinkMails mails,
            ProvedSignUp signUp,
            LogIn logIn,
            WrongCodeLimiter limiter,
            ServiceKeys keys) {
        this.commands = commands;
        this.queries = queries;
        this.emailHasher = emailHasher;
        this.authenticator = authenticator;
        this.mails = mails;
        this.signUp = signUp;
        this.logIn = logIn;
        this.limiter = limiter;
        this.keys = keys;
    }

    /**
     * What a client presents.
     *
     * @param token of the mailed link; null if the browser that requested it presents the code alone
     * @param code that was shown where the link was opened
     * @param browser the links that the browser has requested
     */
    public record Presented(
            @Nullable String token, @Nullable String code, List<MailRequestId> browser) {

        @Override
        public String toString() {
            return "Presented[hidden]";
        }
    }

    /**
     * A link that can be used.
     *
     * @param sameBrowser whether this browser has requested it
     * @param hasAccount whether its address has an account; otherwise a name is needed
     * @param endsCredentials whether password, keys and sessions of the account end when it is used
     */
    public record OpenedLink(boolean sameBrowser, boolean hasAccount, boolean endsCredentials) {}

    /** The link; empty if it is not valid. Has no effect. */
    public Optional<OpenedLink> open(Presented presented) {
        return find(presented).map(link -> {
            var account = authenticator.findAccount(link);
            return new OpenedLink(
                    presented.browser().contains(link.request()),
                    account.isPresent(),
                    account.filter(it -> !it.ownershipProved()).isPresent());
        });
    }

    private Optional<MagicLink> find(Presented presented) {
        var token = presented.token();
        var requests = token == null
                ? presented.browser().stream()
                : MagicLinkToken.verify(keys.key(ServiceKeys.Purpose.LINK), Purpose.MAGIC_LINK, token)
                        .map(MagicLinkToken::request)
                        .stream();
        return requests.flatMap(request -> queries.ask(new FindMagicLink(request)).link().stream())
                .findFirst();
    }

    /**
     * The code of the link, which is accepted from now on.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 400 {@code invalid-token}
     */
    public String showCode(String token) {
        var link = find(new Presented(token, null, List.of())).orElseThrow(Problem.INVALID_TOKEN::toException);
        commands.send(new ShowMagicLinkCode(emailHasher.hmac(link.email()), link.request()));
        return code(link);
    }

    private String code(MagicLink link) {
        return MagicLinkToken.code(keys.key(ServiceKeys.Purpose.LINK), link.request());
    }

    /**
     * Uses the link and logs in.
     *
     * @param name of the new user if the address has no account
     * @throws org.keyledger.gateway.problem.ProblemException 400 {@code invalid-token}, 400 {@code invalid-request} without
     *     a name for a new account, 401 {@code wrong-code}, and those of a log-in and a sign-up
     */
    public LogIn.Outcome confirm(Presented presented, @Nullable DisplayName name, LogIn.Options options) {
        var link = find(presented).orElseThrow(Problem.INVALID_TOKEN::toException);
        var code = presented.code();
        if (code != null) {
            requireCode(link, code);
        } else if (presented.token() == null || !presented.browser().contains(link.request())) {
            throw Problem.WRONG_CODE.toException();
        }
        authenticator.findAccount(link).ifPresentOrElse(this::requireOn, () -> requireSignUp(link, name));
        var proved = authenticator.prove(link, code != null);
        return proved.isPresent()
                ? logIn.with(proved.get().user(), proved.get().profile(), options)
                : signUp.create(link.email(), name, null, authenticator.authentication());
    }

    /** A code that was not shown yet is wrong: nobody may guess it before the reader of the mail asks for it. */
    private void requireCode(MagicLink link, String code) {
        limiter.checkMagicLink(
                link.request().toString(),
                () -> Optional.of(link)
                        .filter(MagicLink::codeShown)
                        .filter(it -> MessageDigest.isEqual(
                                code(it).getBytes(StandardCharsets.UTF_8),
                                code.replaceAll("[ -]", "").getBytes(StandardCharsets.UTF_8))));
    }

    private void requireOn(Login account) {
        if (!mails.isOn(account.tenant())) {
            throw Problem.INVALID_TOKEN.toException();
        }
    }

    private void requireSignUp(MagicLink link, @Nullable DisplayName name) {
        signUp.requireAllowed(link.email());
        if (name == null) {
            throw Problem.INVALID_REQUEST
                    .toException()
                    .withFieldError("name", "must be sent, because the address has no account yet");
        }
        signUp.admit(); // before the link is used up, so that it works when the limit allows it
    }
}
