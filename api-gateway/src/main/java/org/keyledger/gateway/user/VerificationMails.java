package org.keyledger.gateway.user;

import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.UserCommand.RequestEmailVerification;
import org.keyledger.kernel.user.UserId;

/** Requests mails with a link that verifies an address. */
public final class VerificationMails {

    private final Commands commands;
    private final Account account;
    private final VerificationLinks links;
    private final RequestIdsFactory idsFactory;
    private final EmailHasher emailHasher;
    private final RateLimiter limiter;

    VerificationMails(
            Commands commands,
            Account account,
            VerificationLinks links,
            RequestIdsFactory idsFactory,
            EmailHasher emailHasher,
            RateLimiter limiter) {
        this.commands = commands;
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
        var verification = links.forVerification(idsFactory.random(), user);
        return !commands.send(new RequestEmailVerification(user, verification)).changedNothing();
    }
}
