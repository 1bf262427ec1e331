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
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.stepup.StepUpAuthentication;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /auth/change-email}. The address changes when the mail to the new one is answered. Whether somebody has
 * that address is not told: then the mail goes to them, and says so.
 */
@RestController
final class ChangeEmailEndpoint {

    private static final ChangeEmailResponse ASKED =
            new ChangeEmailResponse(true, "If the address can be used, a mail with a link is on its way to it.");
    private static final ChangeEmailResponse CHANGED = new ChangeEmailResponse(true, "The address was changed.");

    private final Commands commands;
    private final EmailHasher addresses;
    private final VerificationLinks verifications;
    private final DisposableDomains disposable;
    private final StepUpAuthentication proof;
    private final RateLimiter limiter;
    private final RequestIdsFactory mints;
    private final SignUpSettings settings;

    ChangeEmailEndpoint(
            Commands commands,
            EmailHasher addresses,
            VerificationLinks verifications,
            DisposableDomains disposable,
            StepUpAuthentication proof,
            RateLimiter limiter,
            RequestIdsFactory mints,
            SignUpSettings settings) {
        this.commands = commands;
        this.addresses = addresses;
        this.verifications = verifications;
        this.disposable = disposable;
        this.proof = proof;
        this.limiter = limiter;
        this.mints = mints;
        this.settings = settings;
    }

    /** @param currentPassword needed where the log-in is too long ago */
    record ChangeEmailRequest(EmailAddress email, @Nullable Password currentPassword) {}

    record ChangeEmailResponse(boolean ok, String message) {}

    @PostMapping("/auth/change-email")
    @RateLimited(Limit.MAIL_REQUEST)
    ChangeEmailResponse change(@StrictBody ChangeEmailRequest body, SessionCaller caller) {
        disposable.refuse(body.email());
        var credential = proof.require(caller, body.currentPassword());
        var hmac = addresses.hmac(body.email());
        if (settings.verifiesByMail() && !limiter.admits(Limit.MAIL, hmac.value())) {
            return ASKED;
        }
        var mint = mints.random();
        var link = settings.verifiesByMail() ? verifications.change(mint, caller.user()) : null;
        commands.send(new ChangeEmail(caller.user(), credential, mint.claim(), hmac, body.email(), link));
        return link == null ? CHANGED : ASKED;
    }
}
