package org.keyledger.gateway.user;

import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.PostResponseExecutor;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.login.LoginCommand.DeclineRequest;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserCommand.RequestEmailVerification;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserQuery.FindLogin;

/** Requests mails with a link that verifies an address. */
public final class VerificationMails {

    private final Commands commands;
    private final Queries queries;
    private final PostResponseExecutor postResponseExecutor;
    private final Account account;
    private final VerificationLinks links;
    private final RequestIdsFactory idsFactory;
    private final EmailHasher emailHasher;
    private final RateLimiter limiter;

    VerificationMails(
            Commands commands,
            Queries queries,
            PostResponseExecutor postResponseExecutor,
            Account account,
            VerificationLinks links,
            RequestIdsFactory idsFactory,
            EmailHasher emailHasher,
            RateLimiter limiter) {
        this.commands = commands;
        this.queries = queries;
        this.postResponseExecutor = postResponseExecutor;
        this.account = account;
        this.links = links;
        this.idsFactory = idsFactory;
        this.emailHasher = emailHasher;
        this.limiter = limiter;
    }

    /** What the limit of verification mails counts by; sign-ups and later requests share it. */
    static String budget(EmailHmac email) {
        return "verify " + email.value();
    }

    /**
     * Mails a link if the address has an account and is not verified; neither the result, its time nor the number of
     * events reveals whether that is so.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 503 {@code overloaded}
     */
    public void resend(EmailAddress email) {
        if (!postResponseExecutor.submit(() -> mailIfUnverified(emailHasher.hmac(email)))) {
            throw Problem.OVERLOADED.toException();
        }
    }

    /** One event for every address, up to a limit of its own: that of the mails depends on what the owner has done. */
    private void mailIfUnverified(EmailHmac email) {
        if (limiter.tryAcquire(Limit.MAIL, "resend " + email.value()) && !requestIfUnverified(email)) {
            commands.send(new DeclineRequest(email));
        }
    }

    private boolean requestIfUnverified(EmailHmac email) {
        var unverified = queries.ask(new FindLogin(email)).login().filter(account -> !account.emailVerified());
        return unverified.isPresent()
                && limiter.tryAcquire(Limit.MAIL, budget(email))
                && request(unverified.get().user(), idsFactory.random());
    }

    private boolean request(UserId user, RequestIds ids) {
        var verification = links.forVerification(ids, user);
        return !commands.send(new RequestEmailVerification(user, verification)).changedNothing();
    }

    /**
     * Requests a mail for the user; over the limit of mails to one address none is sent.
     *
     * @return false if the address is already verified
     */
    public boolean request(UserId user) {
        var found = account.find(user);
        if (found.emailVerifiedAt() != null) {
            return false;
        }
        if (!limiter.tryAcquire(
                Limit.MAIL, budget(emailHasher.hmac(found.profile().email())))) {
            return true;
        }
        return request(user, idsFactory.random());
    }
}
