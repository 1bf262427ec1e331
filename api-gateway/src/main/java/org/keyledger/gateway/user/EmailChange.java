package org.keyledger.gateway.user;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.blocklist.DisposableDomains;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.gateway.stepup.StepUpAuthentication;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.keyledger.kernel.user.UserCommand.DropEmailChange;
import org.keyledger.kernel.user.UserQuery.FindPendingEmailChange;
import org.keyledger.kernel.user.UserQuery.PendingEmailChange;

/**
 * Requests a change of the caller's e-mail address. It takes effect when the link in the mail to the new address is
 * confirmed, unless the session is ended before.
 */
public final class EmailChange {

    /** What a request has done. */
    public enum Requested {
        /** The change waits for its confirmation by a link. The same if another account has the address. */
        MAIL_SENT("If the address can be used, we have sent a mail with a link to it."),
        /** The service sends no mail, so the change needs no confirmation. */
        CHANGED("The address was changed.");

        private final String message;

        Requested(String message) {
            this.message = message;
        }

        /** For the user. */
        public String message() {
            return message;
        }
    }

    private final Commands commands;
    private final Queries queries;
    private final EmailHasher emailHasher;
    private final VerificationLinks links;
    private final DisposableDomains disposable;
    private final StepUpAuthentication stepUp;
    private final RateLimiter limiter;
    private final RequestIdsFactory idsFactory;
    private final SignUpSettings settings;

    EmailChange(
            Commands commands,
            Queries queries,
            EmailHasher emailHasher,
            VerificationLinks links,
            DisposableDomains disposable,
            StepUpAuthentication stepUp,
            RateLimiter limiter,
            RequestIdsFactory idsFactory,
            SignUpSettings settings) {
        this.commands = commands;
        this.queries = queries;
        this.emailHasher = emailHasher;
        this.links = links;
        this.disposable = disposable;
        this.stepUp = stepUp;
        this.limiter = limiter;
        this.idsFactory = idsFactory;
        this.settings = settings;
    }

    /**
     * @param password required unless the login is recent
     * @throws org.keyledger.gateway.problem.ProblemException 401 {@code step-up-required} or
     *     {@code invalid-credentials}, 400 {@code disposable-email}
     */
    public Requested request(SessionCaller caller, EmailAddress email, @Nullable Password password) {
        disposable.requireNotDisposable(email);
        var credential = stepUp.require(caller, password);
        var hmac = emailHasher.hmac(email);
        if (settings.verifiesByMail() && !limiter.tryAcquire(Limit.MAIL, "change " + hmac.value())) {
            return Requested.MAIL_SENT;
        }
        var ids = idsFactory.random();
        var mails = settings.verifiesByMail() ? links.forEmailChange(ids, caller.user()) : null;
        commands.send(
                new ChangeEmail(caller.user(), caller.session(), credential, ids.claim(hmac), hmac, email, mails));
        return mails == null ? Requested.CHANGED : Requested.MAIL_SENT;
    }

    /** The change that waits for its confirmation. */
    public Optional<PendingEmailChange> findPending(SessionCaller caller) {
        return queries.ask(new FindPendingEmailChange(caller.user())).change();
    }

    /** Drops the change that waits for its confirmation; does nothing without one. */
    public void cancel(SessionCaller caller) {
        commands.send(new DropEmailChange(caller.signedIn()));
    }
}
