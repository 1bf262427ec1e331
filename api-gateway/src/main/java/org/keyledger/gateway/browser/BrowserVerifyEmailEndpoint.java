package org.keyledger.gateway.browser;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.authentication.OptionalAuthentication;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.user.Account;
import org.keyledger.gateway.user.EmailVerification;
import org.keyledger.gateway.user.VerificationMails;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /api/auth/verify-email/*}: requests, confirms and reports the verification of an e-mail address, as on the token
 * API. {@code resend} needs no session; it always responds 200 and mails a link only to an unverified address.
 */
@RestController
final class BrowserVerifyEmailEndpoint {

    private static final VerificationMailResponse ALREADY_VERIFIED =
            new VerificationMailResponse("The address is already verified.", true);
    private static final VerificationMailResponse SENT =
            new VerificationMailResponse("A verification mail is on its way.", null);
    private static final MessageResponse RESENT = new MessageResponse(
            "If the address has an account that is not verified, a mail with a link is on its way to it.");

    private final VerificationMails mails;
    private final EmailVerification emailVerification;
    private final Account account;
    private final OptionalAuthentication authentication;

    BrowserVerifyEmailEndpoint(
            VerificationMails mails,
            EmailVerification emailVerification,
            Account account,
            OptionalAuthentication authentication) {
        this.mails = mails;
        this.emailVerification = emailVerification;
        this.account = account;
        this.authentication = authentication;
    }

    record ResendRequest(EmailAddress email) {}

    record VerificationTokenRequest(String token) {
        @Override
        public String toString() {
            return "VerificationTokenRequest[hidden]";
        }
    }

    record VerificationMailResponse(
            String message, @Nullable Boolean emailVerified) {}

    record VerifiedEmailResponse(EmailAddress email, boolean emailVerified) {}

    record VerificationStatusResponse(
            EmailAddress email,
            boolean emailVerified,
            @JsonInclude @Nullable Instant emailVerifiedAt) {}

    @PostMapping("/api/auth/verify-email/resend")
    @RateLimited(Limit.MAIL_REQUEST)
    MessageResponse resend(@StrictBody ResendRequest body) {
        mails.resend(body.email());
        return RESENT;
    }

    @PostMapping("/api/auth/verify-email/request")
    @WriteLimited
    @RateLimited(Limit.MAIL_REQUEST)
    VerificationMailResponse request(CookieCaller caller) {
        return mails.request(caller.user()) ? SENT : ALREADY_VERIFIED;
    }

    @PostMapping("/api/auth/verify-email/confirm")
    @RateLimited(Limit.CONFIRM)
    VerifiedEmailResponse confirm(@StrictBody VerificationTokenRequest body, HttpServletRequest request) {
        return new VerifiedEmailResponse(
                emailVerification.accept(body.token(), authentication.findSession(request)), true);
    }

    @GetMapping("/api/auth/verify-email/status")
    VerificationStatusResponse status(CookieCaller caller) {
        var user = account.find(caller.user());
        return new VerificationStatusResponse(
                user.profile().email(), user.emailVerifiedAt() != null, user.emailVerifiedAt());
    }
}
