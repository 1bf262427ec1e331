package org.keyledger.gateway.user;

import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.idempotency.CreationContext;
import org.keyledger.gateway.idempotency.IdempotentOperation;
import org.keyledger.gateway.identifier.PlaintextApiKey;
import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Commands.Outcome;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.session.SessionStarter;
import org.keyledger.gateway.session.UserResponse;
import org.keyledger.gateway.user.SignUpEndpoint.SignUpRequest;
import org.keyledger.gateway.user.SignUpEndpoint.SignUpResponse;
import org.keyledger.kernel.apikey.Environment;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.NewApiKey;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserProfile;
import org.keyledger.kernel.user.UserQuery.FindLogin;
import org.keyledger.kernel.user.UserQuery.FindUser;

/** What signing up does, and what it answers when the same request comes again. */
final class SignUp {

    private static final Label FIRST_KEY = Label.parse("default");

    private final Commands commands;
    private final Queries queries;
    private final EmailHasher addresses;
    private final PasswordHasher passwords;
    private final VerificationLinks verifications;
    private final SessionTokenIssuer tokens;
    private final SessionStarter sessions;
    private final SignUpSettings settings;
    private final Clock clock;

    SignUp(
            Commands commands,
            Queries queries,
            EmailHasher addresses,
            PasswordHasher passwords,
            VerificationLinks verifications,
            SessionTokenIssuer tokens,
            SessionStarter sessions,
            SignUpSettings settings,
            Clock clock) {
        this.commands = commands;
        this.queries = queries;
        this.addresses = addresses;
        this.passwords = passwords;
        this.verifications = verifications;
        this.tokens = tokens;
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
    }

    IdempotentOperation<SignUpResponse> of(SignUpRequest body) {
        return new IdempotentOperation<>() {
            @Override
            public SignUpResponse create(CreationContext creation) {
                return register(body, creation);
            }

            @Override
            public SignUpResponse again(RequestIds mint, long last) {
                return logInAgain(body, mint);
            }

            @Override
            public Object id(RequestIds mint) {
                return mint.user();
            }
        };
    }

    private SignUpResponse register(SignUpRequest body, CreationContext creation) {
        var mint = creation.mint();
        var verification = settings.verifiesByMail() ? verifications.make(mint, mint.user()) : null;
        var key = mint.apiKey(Environment.LIVE);
        var outcome = creation.through(commands.as(mint.user())).send(command(body, mint, key, verification));
        var user = profile(body, mint, outcome);
        var issued = tokens.first(mint.session(), mint.user(), mint.tenant());
        return new SignUpResponse(
                issued.token(),
                mint.tenant(),
                key.shown(),
                !settings.verifiesByMail(),
                UserResponse.of(user),
                issued.session());
    }

    private RegisterUser command(
            SignUpRequest body, RequestIds mint, PlaintextApiKey key, @Nullable LinkToSend verification) {
        var first = new NewApiKey(
                mint.key(),
                FIRST_KEY,
                Scopes.ALL,
                Environment.LIVE,
                key.prefix(),
                key.lastFour(),
                key.digest(),
                null,
                null,
                null);
        return new RegisterUser(
                mint.user(),
                mint.tenant(),
                mint.claim(),
                addresses.hmac(body.email()),
                body.email(),
                body.name(),
                passwords.hash(body.password()),
                verification,
                first,
                tokens.begin(mint.session()));
    }

    /** As the read model has it; where that is late, as we sent it, for the key is shown this once. */
    private UserProfile profile(SignUpRequest body, RequestIds mint, Outcome outcome) {
        var now = clock.instant();
        var own = new UserProfile(
                mint.user(),
                mint.tenant(),
                body.email(),
                body.name(),
                settings.verifiesByMail() ? null : now,
                now,
                now);
        return outcome.seen() ? queries.ask(new FindUser(mint.user())).profile().orElse(own) : own;
    }

    /** Who knows the Idempotency-Key must still know the password; the session is one of its own. */
    private SignUpResponse logInAgain(SignUpRequest body, RequestIds mint) {
        var login = queries.ask(new FindLogin(addresses.hmac(body.email())))
                .login()
                .filter(it -> it.user().equals(mint.user()))
                .orElseThrow(() -> Problem.ALREADY_CREATED.found().with("id", mint.user()));
        if (!passwords.match(body.password(), Optional.of(login.password()))) {
            throw Problem.IDEMPOTENCY_MISMATCH.found();
        }
        var opened = sessions.open(login);
        return new SignUpResponse(
                opened.issued().token(),
                login.tenant(),
                mint.apiKey(Environment.LIVE).shown(),
                login.emailVerified(),
                UserResponse.of(opened.user()),
                opened.issued().session());
    }
}
