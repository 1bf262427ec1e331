package org.keyledger.gateway.user;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.RequestActor;
import org.keyledger.gateway.idempotency.CreationContext;
import org.keyledger.gateway.idempotency.IdempotentOperation;
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
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.gateway.session.UserResponse;
import org.keyledger.gateway.stepup.PasswordAuthenticator;
import org.keyledger.gateway.stepup.ProvedUser;
import org.keyledger.gateway.user.SignUpEndpoint.SignUpRequest;
import org.keyledger.gateway.user.SignUpEndpoint.SignUpResponse;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.NewApiKey;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** Signs a user up, and returns the same account when the request is repeated. */
final class SignUp {

    private static final ApiKeyGrant FIRST_KEY = ApiKeyGrant.unlimited(Label.parse("default"), Environment.LIVE);

    private final Commands commands;
    private final Queries queries;
    private final EmailHasher emailHasher;
    private final PasswordHasher passwordHasher;
    private final VerificationLinks links;
    private final SessionTokenIssuer tokens;
    private final PasswordAuthenticator passwordAuthenticator;
    private final LogIn logIn;
    private final RateLimiter limiter;
    private final SignUpSettings settings;
    private final Clock clock;

    SignUp(
            Commands commands,
            Queries queries,
            EmailHasher emailHasher,
            PasswordHasher passwordHasher,
            VerificationLinks links,
            SessionTokenIssuer tokens,
            PasswordAuthenticator passwordAuthenticator,
            LogIn logIn,
            RateLimiter limiter,
            SignUpSettings settings,
            Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.emailHasher = emailHasher;
        this.passwordHasher = passwordHasher;
        this.links = links;
        this.tokens = tokens;
        this.passwordAuthenticator = passwordAuthenticator;
        this.logIn = logIn;
        this.limiter = limiter;
        this.settings = settings;
        this.clock = clock;
    }

    IdempotentOperation<SignUpResponse> operation(SignUpRequest body) {
        return new IdempotentOperation<>() {
            @Override
            public SignUpResponse create(CreationContext creation) {
                return register(body, creation);
            }

            @Override
            public SignUpResponse replay(Replay replay) {
                return replayLogin(body, replay);
            }

            @Override
            public Object id(RequestIds ids) {
                return ids.user();
            }
        };
    }

    private SignUpResponse register(SignUpRequest body, CreationContext context) {
        var ids = context.ids();
        var mailBudget = mailBudget(emailHasher.hmac(body.email()));
        if (settings.verifiesByMail()) {
            limiter.requireUnused(Limit.MAIL, mailBudget);
        }
        var verification = settings.verifiesByMail() ? links.forVerification(ids, ids.user()) : null;
        var key = ids.apiKey(Environment.LIVE);
        var outcome = context.bind(commands.actingAs(RequestActor.signingUp(ids.user(), ids.tenant())))
                .send(command(body, ids, key, verification));
        if (settings.verifiesByMail()) {
            limiter.tryAcquire(Limit.MAIL, mailBudget); // after the commit: a refused sign-up sends no mail
        }
        var user = account(body, ids, outcome.written(), clock.instant());
        var issued = tokens.issueFirst(ids.session(), ids.user(), ids.tenant());
        return new SignUpResponse(
                issued.token(),
                ids.tenant(),
                key.reveal(),
                !settings.verifiesByMail(),
                UserResponse.of(user),
                issued.session());
    }

    /** What the limit of verification mails counts by; sign-ups and later requests share it. */
    static String mailBudget(EmailHmac email) {
        return "verify " + email.value();
    }

    private RegisterUser command(
            SignUpRequest body, RequestIds ids, PlaintextApiKey key, @Nullable LinkToSend verification) {
        var hmac = emailHasher.hmac(body.email());
        var firstKey = new NewApiKey(ids.key(), FIRST_KEY, key.prefix(), key.lastFour(), key.digest());
        return new RegisterUser(
                ids.user(),
                ids.tenant(),
                ids.claim(hmac),
                hmac,
                body.profile(),
                passwordHasher.hash(body.password()),
                verification,
                firstKey,
                tokens.newSession(ids.session(), false, Authentication.byPassword(clock.instant())));
    }

    /**
     * The account from the read model, or from the request if the read model is behind: the response must be sent,
     * because only it contains the API key.
     */
    private UserAccount account(SignUpRequest body, RequestIds ids, Written written, Instant createdAt) {
        var verifiedAt = settings.verifiesByMail() ? null : createdAt;
        var own = new UserAccount(ids.user(), ids.tenant(), body.profile(), verifiedAt, createdAt, createdAt);
        return written.answer(() -> queries.ask(new FindUser(ids.user())).account(), () -> own);
    }

    /** A repeated request must have the right password too; it gets a session of its own. */
    private SignUpResponse replayLogin(SignUpRequest body, Replay replay) {
        var ids = replay.ids();
        var proved = proveRepeated(body, replay);
        var user = account(body, ids, replay.written(), replay.recordedAt());
        if (!(logIn.with(proved, user, LogIn.Options.TOKEN) instanceof SessionOpened opened)) {
            throw alreadyCreated(ids); // the response of a sign-up cannot ask for a second factor
        }
        var issued = tokens.issueFirst(opened.session(), ids.user(), opened.tenant());
        return new SignUpResponse(
                issued.token(),
                opened.tenant(),
                ids.apiKey(Environment.LIVE).reveal(),
                opened.emailVerified(),
                UserResponse.of(opened.user()),
                issued.session());
    }

    /** While the read models are late, the sign-up itself names the credential; the command refuses a later version. */
    private ProvedUser proveRepeated(SignUpRequest body, Replay replay) {
        var found = queries.askUnpositioned(new FindLogin(emailHasher.hmac(body.email())));
        var login = found.login().filter(it -> it.user().equals(replay.ids().user()));
        if (login.isEmpty() && found.current()) {
            throw alreadyCreated(replay.ids());
        }
        return login.map(created -> passwordAuthenticator.requireRepeated(created, body.password()))
                .orElseGet(() ->
                        passwordAuthenticator.acceptRepeated(replay, body.password(), !settings.verifiesByMail()));
    }

    private static ProblemException alreadyCreated(RequestIds ids) {
        return Problem.ALREADY_CREATED.toException().withMember("id", ids.user());
    }
}
