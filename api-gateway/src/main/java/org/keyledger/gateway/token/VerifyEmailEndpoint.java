package org.keyledger.gateway.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.OptionalAuthentication;
import org.keyledger.gateway.authentication.SessionCaller;
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

/** {@code /auth/verify-email/*}: requests, confirms and reports the verification of an e-mail address. */
@RestController
final class VerifyEmailEndpoint {

    private static final VerificationRequestedResponse ALREADY_VERIFIED =
            new VerificationRequestedResponse("The address is already verified.", true);
    private static final VerificationRequestedResponse SENT =
            new VerificationRequestedResponse("A verification mail is on its way.", null);

    private final VerificationMails mails;
    private final EmailVerification emailVerification;
    private final Account account;
    private final OptionalAuthentication authentication;

    VerifyEmailEndpoint(
            VerificationMails mails,
            EmailVerification emailVerification,
            Account account,
            OptionalAuthentication authentication) {
        this.mails = mails;
        this.emailVerification = emailVerification;
        this.account = account;
        this.authentication = authentication;
    }

    record VerificationRequestedResponse(
            String message, @Nullable Boolean emailVerified) {}

    record ConfirmEmailRequest(String token) {
        @Override
        public String toString() {
            return "ConfirmEmailRequest[hidden]";
        }
    }

    record ConfirmEmailResponse(EmailAddress email, boolean emailVerified) {}

    record EmailStatusResponse(
            EmailAddress email,
            boolean emailVerified,
            @JsonInclude @Nullable Instant emailVerifiedAt) {}

    @PostMapping("/auth/verify-email/request")
    @WriteLimited
    @RateLimited(Limit.MAIL_REQUEST)
    VerificationRequestedResponse request(SessionCaller caller) {
        return mails.request(caller.user()) ? SENT : ALREADY_VERIFIED;
    }

    @PostMapping("/auth/verify-email/confirm")
    @RateLimited(Limit.CONFIRM)
    ConfirmEmailResponse confirm(@StrictBody ConfirmEmailRequest body, HttpServletRequest request) {
        return new ConfirmEmailResponse(
                emailVerification.accept(body.token(), authentication.findSession(request)), true);
    }

    @GetMapping("/auth/verify-email/status")
    EmailStatusResponse status(SessionCaller caller) {
        var user = account.find(caller.user());
        return new EmailStatusResponse(user.profile().email(), user.emailVerifiedAt() != null, user.emailVerifiedAt());
    }
}
