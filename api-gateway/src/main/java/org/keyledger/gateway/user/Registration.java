package org.keyledger.gateway.user;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.RequestActor;
import org.keyledger.gateway.blocklist.DisposableDomains;
import org.keyledger.gateway.idempotency.CreationContext;
import org.keyledger.gateway.idempotency.IdempotentExecutor;
import org.keyledger.gateway.idempotency.IdempotentOperation;
import org.keyledger.gateway.idempotency.IdempotentRequest;
import org.keyledger.gateway.idempotency.Replay;
import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.RequestContext;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.gateway.password.PasswordPolicy;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.kernel.user.SubjectKeyCreator;
import org.keyledger.kernel.user.UserCommand.LinkToSend;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserId;

/**
 * Signs a user up without a key and a session. Neither the result nor its time nor the number of events reveals whether
 * the address is taken; its owner gets a mail instead. Without mail that is impossible, and a taken address is refused.
 */
public final class Registration {

    private final IdempotentExecutor idempotentExecutor;
    private final PasswordPolicy policy;
    private final DisposableDomains disposable;
    private final Commands commands;
    private final EmailHasher emailHasher;
    private final PasswordHasher passwordHasher;
    private final SubjectKeyCreator subjectKeys;
    private final VerificationLinks links;
    private final RateLimiter limiter;
    private final SignUpSettings settings;
    private final FixedResponseTime fixedResponseTime = new FixedResponseTime();

    Registration(
            IdempotentExecutor idempotentExecutor,
            PasswordPolicy policy,
            DisposableDomains disposable,
            Commands commands,
            EmailHasher emailHasher,
            PasswordHasher passwordHasher,
            SubjectKeyCreator subjectKeys,
            VerificationLinks links,
            RateLimiter limiter,
            SignUpSettings settings) {
        this.idempotentExecutor = idempotentExecutor;
        this.policy = policy;
        this.disposable = disposable;
        this.commands = commands;
        this.emailHasher = emailHasher;
        this.passwordHasher = passwordHasher;
        this.subjectKeys = subjectKeys;
        this.links = links;
        this.limiter = limiter;
        this.settings = settings;
    }

    /**
     * What a sign-up returns.
     *
     * @param user made up if the address is taken
     * @param verificationRequired whether the user must open the link in a mail
     */
    public record Registered(UserId user, boolean verificationRequired) {}

    /** Whether anybody can sign up. */
    public boolean isOpen() {
        return !settings.isClosed();
    }

    /**
     * Registers an account; repeated with the same {@code Idempotency-Key} it returns the same.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 400 {@code disposable-email} or {@code weak-password}; 409
     *     {@code email-taken} if the service sends no mail
     */
    public Registered register(NewAccount account, IdempotentRequest idempotentRequest) {
        disposable.requireNotDisposable(account.email());
        policy.check(account.password(), account.email());
        RequestContext.hidePositions();
        return idempotentExecutor.create(idempotentRequest, operation(account));
    }

    private IdempotentOperation<Registered> operation(NewAccount account) {
        return new IdempotentOperation<>() {
            @Override
            public Registered create(CreationContext creation) {
                return Registration.this.create(account, creation);
            }

            @Override
            public Registered replay(Replay replay) {
                return registered(replay.ids());
            }

            @Override
            public Object id(RequestIds ids) {
                return ids.user();
            }
        };
    }

    private Registered create(NewAccount account, CreationContext context) {
        var ids = context.ids();
        var hash = passwordHasher.hash(account.password(), () -> subjectKeys.createKeys(ids.user(), ids.tenant()));
        if (!settings.verifiesByMail()) {
            return send(account, hash, context);
        }
        return fixedResponseTime.run(() -> send(account, hash, context));
    }

    private Registered send(NewAccount account, PasswordHash hash, CreationContext context) {
        var ids = context.ids();
        var hmac = emailHasher.hmac(account.email());
        context.bind(commands.actingAs(RequestActor.signingUp(ids.user(), ids.tenant())))
                .send(new RegisterUser(
                        ids.user(),
                        ids.tenant(),
                        ids.claim(hmac),
                        hmac,
                        account.profile(),
                        hash,
                        verification(ids, hmac),
                        null,
                        null,
                        false,
                        settings.verifiesByMail() ? ids.padding() : null));
        return registered(ids);
    }

    /** Null above the limit of mails to one address too: then the account is created without a mail. */
    private @Nullable LinkToSend verification(RequestIds ids, EmailHmac email) {
        return settings.verifiesByMail() && limiter.tryAcquire(Limit.MAIL, VerificationMails.budget(email))
                ? links.forVerification(ids, ids.user())
                : null;
    }

    private Registered registered(RequestIds ids) {
        return new Registered(ids.user(), settings.verifiesByMail());
    }
}
