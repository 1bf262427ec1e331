package org.keyledger.gateway.user;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.blocklist.DisposableDomains;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.password.EmailHasher;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.stepup.StepUpAuthentication;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /auth/change-email}: requests a change of the e-mail address, which takes effect when the link in the
 * mail to the new address is confirmed, unless the session is ended before. The present address gets a mail with a link
 * that cancels the change. The response does not reveal whether another account has the address; that account gets a
 * mail instead. 401 {@code step-up-required} or {@code invalid-credentials}, 400 {@code disposable-email}.
 */
@RestController
final class ChangeEmailEndpoint {

    private static final ChangeEmailResponse MAIL_SENT =
            new ChangeEmailResponse(true, "If the address can be used, we have sent a mail with a link to it.");
    private static final ChangeEmailResponse CHANGED = new ChangeEmailResponse(true, "The address was changed.");

    private final Commands commands;
    private final EmailHasher emailHasher;
    private final VerificationLinks links;
    private final DisposableDomains disposable;
    private final StepUpAuthentication stepUp;
    private final RateLimiter limiter;
    private final RequestIdsFactory idsFactory;
    private final SignUpSettings settings;

    ChangeEmailEndpoint(
            Commands commands,
            EmailHasher emailHasher,
            VerificationLinks links,
            DisposableDomains disposable,
            StepUpAuthentication stepUp,
            RateLimiter limiter,
            RequestIdsFactory idsFactory,
            SignUpSettings settings) {
        this.commands = commands;
        this.emailHasher = emailHasher;
        this.links = links;
        this.disposable = disposable;
        this.stepUp = stepUp;
        this.limiter = limiter;
        this.idsFactory = idsFactory;
        this.settings = settings;
    }

    /** @param currentPassword required unless the login is recent */
    record ChangeEmailRequest(EmailAddress email, @Nullable Password currentPassword) {}

    record ChangeEmailResponse(boolean ok, String message) {}

    @PostMapping("/auth/change-email")
    @WriteLimited
    @RateLimited(Limit.MAIL_REQUEST)
    ChangeEmailResponse change(@StrictBody ChangeEmailRequest body, SessionCaller caller) {
        disposable.requireNotDisposable(body.email());
        var credential = stepUp.require(caller, body.currentPassword());
        var hmac = emailHasher.hmac(body.email());
        if (settings.verifiesByMail() && !limiter.tryAcquire(Limit.MAIL, "change " + hmac.value())) {
            return MAIL_SENT;
        }
        var ids = idsFactory.random();
        var mails = settings.verifiesByMail() ? links.forEmailChange(ids, caller.user()) : null;
        commands.send(new ChangeEmail(
                caller.user(), caller.session(), credential, ids.claim(hmac), hmac, body.email(), mails));
        return mails == null ? CHANGED : MAIL_SENT;
    }
}
