package org.keyledger.gateway.user;

import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.RequestActor;
import org.keyledger.gateway.blocklist.DisposableDomains;
import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.login.LogIn.SessionOpened;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.kernel.federation.NewIdentity;
import org.keyledger.kernel.session.Authentication;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserAccount;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserProfile;

/**
 * Signs a user up whose address a provider or a mailed link has verified: an account without a password, with a session and
 * the identity at the provider, in one commit.
 */
public final class ProvedSignUp {

    private final Commands commands;
    private final EmailHasher emailHasher;
    private final SessionTokenIssuer tokens;
    private final RequestIdsFactory idsFactory;
    private final DisposableDomains disposable;
    private final RateLimiter limiter;
    private final SignUpSettings settings;
    private final Clock clock;

    ProvedSignUp(
            Commands commands,
            EmailHasher emailHasher,
            SessionTokenIssuer tokens,
            RequestIdsFactory idsFactory,
            DisposableDomains disposable,
            RateLimiter limiter,
            SignUpSettings settings,
            Clock clock) {
        this.commands = commands;
        this.emailHasher = emailHasher;
        this.tokens = tokens;
        this.idsFactory = idsFactory;
        this.disposable = disposable;
        this.limiter = limiter;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Creates the account of an address that has none.
     *
     * @param email that is verified
     * @param name null if the provider has none
     * @param identity null if a mailed link has verified the address
     * @throws org.keyledger.gateway.problem.ProblemException 403 {@code sign-up-closed}; 400 {@code disposable-email}; 409
     *     {@code email-taken} or {@code identity-taken} if another request was faster; 429 {@code too-many-requests}
     */
    public SessionOpened signUp(
            EmailAddress email,
            @Nullable DisplayName name,
            @Nullable NewIdentity identity,
            Authentication authentication) {
        requireAllowed(email);
        admit();
        return create(email, name, identity, authentication);
    }

    /**
     * Counts a sign-up of the current client.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 429 {@code too-many-requests}
     */
    void admit() {
        limiter.admit(Limit.SIGN_UP, limiter.currentClient());
    }

    /** As {@link #signUp}, of an address that is allowed, and of a client that was admitted. */
    SessionOpened create(
            EmailAddress email,
            @Nullable DisplayName name,
            @Nullable NewIdentity identity,
            Authentication authentication) {
        var ids = idsFactory.random();
        var profile = new UserProfile(email, name);
        commands.actingAs(RequestActor.signingUp(ids.user(), ids.tenant()))
                .send(command(ids, profile, identity, authentication));
        var now = clock.instant();
        var user = new UserAccount(ids.user(), ids.tenant(), profile, now, now, now);
        return new SessionOpened(user, ids.tenant(), true, ids.session(), false);
    }

    /**
     * Requires that the address may sign up.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 403 {@code sign-up-closed} or 400 {@code disposable-email}
     */
    void requireAllowed(EmailAddress email) {
        if (settings.isClosed()) {
            throw Problem.SIGN_UP_CLOSED.toException();
        }
        disposable.requireNotDisposable(email);
    }

    private RegisterUser command(
            RequestIds ids, UserProfile profile, @Nullable NewIdentity identity, Authentication authentication) {
        var hmac = emailHasher.hmac(profile.email());
        return new RegisterUser(
                ids.user(),
                ids.tenant(),
                ids.claim(hmac),
                hmac,
                profile,
                null,
                null,
                null,
                tokens.newSession(ids.session(), false, authentication),
                true,
                null,
                identity);
    }
}
