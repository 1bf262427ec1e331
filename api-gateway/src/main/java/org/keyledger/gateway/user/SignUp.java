package org.keyledger.gateway.user;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.RequestActor;
import org.keyledger.gateway.blocklist.DisposableDomains;
import org.keyledger.gateway.idempotency.CreationContext;
import org.keyledger.gateway.idempotency.IdempotentExecutor;
import org.keyledger.gateway.idempotency.IdempotentOperation;
import org.keyledger.gateway.idempotency.IdempotentRequest;
import org.keyledger.gateway.idempotency.Replay;
import org.keyledger.gateway.identifier.PlaintextApiKey;
import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.login.LogIn.SessionOpened;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.messaging.ReadYourWrites.Written;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.gateway.password.PasswordPolicy;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.gateway.stepup.PasswordAuthenticator;
import org.keyledger.gateway.stepup.ProvedUser;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.NewApiKey;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.SubjectKeyCreator;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** Signs a user up, and returns the same account when the request is repeated. */
public final class SignUp {

    private static final ApiKeyGrant FIRST_KEY = ApiKeyGrant.unlimited(Label.parse("default"), Environment.LIVE);

    private final IdempotentExecutor idempotentExecutor;
    private final PasswordPolicy policy;
    private final DisposableDomains disposable;
    private final Commands commands;
    private final Queries queries;
    private final EmailHasher emailHasher;
    private final PasswordHasher passwordHasher;
    private final SubjectKeyCreator subjectKeys;
    private final VerificationLinks links;
    private final SessionTokenIssuer tokens;
    private final PasswordAuthenticator passwordAuthenticator;
    private final LogIn logIn;
    private final RateLimiter limiter;
    private final SignUpSettings settings;
    private final Clock clock;

    SignUp(
            IdempotentExecutor idempotentExecutor,
            PasswordPolicy policy,
            DisposableDomains disposable,
            Commands commands,
            Queries queries,
            EmailHasher emailHasher,
            PasswordHasher passwordHasher,
            SubjectKeyCreator subjectKeys,
            VerificationLinks links,
            SessionTokenIssuer tokens,
            PasswordAuthenticator passwordAuthenticator,
            LogIn logIn,
            RateLimiter limiter,
            SignUpSettings settings,
            Clock clock) {
        this.idempotentExecutor = idempotentExecutor;
        this.policy = policy;
        this.disposable = disposable;
        this.commands = commands;
        this.queries = queries;
        this.emailHasher = emailHasher;
        this.passwordHasher = passwordHasher;
        this.subjectKeys = subjectKeys;
        this.links = links;
        this.tokens = tokens;
        this.passwordAuthenticator = passwordAuthenticator;
        this.logIn = logIn;
        this.limiter = limiter;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A signed-up user with a session.
     *
     * @param session that was started
     */
    public record SignedUp(UserAccount user, boolean emailVerified, PlaintextApiKey firstKey, SessionId session) {}

    /**
     * Creates a tenant, its first user, a first API key and a session, in one commit.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 409 {@code email-taken}, 400 {@code disposable-email} or
     *     {@code weak-password}
     */
    public SignedUp signUp(NewAccount account, IdempotentRequest idempotentRequest) {
        disposable.requireNotDisposable(account.email());
        policy.check(account.password(), account.email());
        return idempotentExecutor.create(idempotentRequest, operation(account));
    }

    private IdempotentOperation<SignedUp> operation(NewAccount account) {
        return new IdempotentOperation<>() {
            @Override
            public SignedUp create(CreationContext creation) {
                return register(account, creation);
            }

            @Override
            public SignedUp replay(Replay replay) {
                return replayLogin(account, replay);
            }

            @Override
            public Object id(RequestIds ids) {
                return ids.user();
            }
        };
    }

    private SignedUp register(NewAccount account, CreationContext context) {
        var ids = context.ids();
        var hmac = emailHasher.hmac(account.email());
        var mailBudget = VerificationMails.budget(hmac);
        if (settings.verifiesByMail()) {
            limiter.requireUnused(Limit.MAIL, mailBudget);
        }
        var verification = settings.verifiesByMail() ? links.forVerification(ids, ids.user()) : null;
        var key = ids.apiKey(Environment.LIVE);
        var outcome = context.bind(commands.actingAs(RequestActor.signingUp(ids.user(), ids.tenant())))
                .send(command(account, hmac, ids, key, verification));
        if (settings.verifiesByMail()) {
            limiter.tryAcquire(Limit.MAIL, mailBudget); // after the commit: a refused sign-up sends no mail
        }
        var user = toUser(account, ids, outcome.written(), clock.instant());
        return new SignedUp(user, !settings.verifiesByMail(), key, ids.session());
    }

    private RegisterUser command(
            NewAccount account,
            EmailHmac hmac,
            RequestIds ids,
            PlaintextApiKey key,
            @Nullable LinkToSend verification) {
        var firstKey = new NewApiKey(ids.key(), FIRST_KEY, key.prefix(), key.lastFour(), key.digest());
        return new RegisterUser(
                ids.user(),
                ids.tenant(),
                ids.claim(hmac),
                hmac,
                account.profile(),
                passwordHasher.hash(account.password(), () -> subjectKeys.createKeys(ids.user(), ids.tenant())),
                verification,
                firstKey,
                tokens.newSession(ids.session(), false, Authentication.byPassword(clock.instant())));
    }

    /**
     * The account from the read model, or from the request if the read model is behind: the response must be sent,
     * because only it contains the API key.
     */
    private UserAccount toUser(NewAccount account, RequestIds ids, Written written, Instant createdAt) {
        var verifiedAt = settings.verifiesByMail() ? null : createdAt;
        var own = new UserAccount(ids.user(), ids.tenant(), account.profile(), verifiedAt, createdAt, createdAt);
        return written.answer(() -> queries.ask(new FindUser(ids.user())).account(), () -> own);
    }

    /** A repeated request must have the right password too; it gets a session of its own. */
    private SignedUp replayLogin(NewAccount account, Replay replay) {
        var ids = replay.ids();
        var proved = proveRepeated(account, replay);
        var user = toUser(account, ids, replay.written(), replay.recordedAt());
        if (!(logIn.with(proved, user, LogIn.Options.TOKEN) instanceof SessionOpened opened)) {
            throw alreadyCreated(ids); // the response of a sign-up cannot ask for a second factor
        }
        return new SignedUp(opened.user(), opened.emailVerified(), ids.apiKey(Environment.LIVE), opened.session());
    }

    /** While the read models are late, the sign-up itself names the credential; the command refuses a later version. */
    private ProvedUser proveRepeated(NewAccount account, Replay replay) {
        var found = queries.askUnpositioned(new FindLogin(emailHasher.hmac(account.email())));
        var login = found.login().filter(it -> it.user().equals(replay.ids().user()));
        if (login.isEmpty() && found.current()) {
            throw alreadyCreated(replay.ids());
        }
        return login.map(created -> passwordAuthenticator.requireRepeated(created, account.password()))
                .orElseGet(() ->
                        passwordAuthenticator.acceptRepeated(replay, account.password(), !settings.verifiesByMail()));
    }

    private static ProblemException alreadyCreated(RequestIds ids) {
        return Problem.ALREADY_CREATED.toException().withMember("id", ids.user());
    }
}
