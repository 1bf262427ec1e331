package org.keyledger.gateway.user;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requesthead.GetWithEffect;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/auth/verify-email?token=}: the link in the mail after a sign-up. Redirects to the login page with the
 * result. A change of address is confirmed on its page, to which its token is redirected.
 */
@RestController
final class VerifyEmailLinkEndpoint {

    private final EmailVerification emailVerification;

    VerifyEmailLinkEndpoint(EmailVerification emailVerification) {
        this.emailVerification = emailVerification;
    }

    @GetMapping("/api/auth/verify-email")
    @GetWithEffect
    @RateLimited(Limit.CONFIRM)
    void follow(
            @RequestParam(defaultValue = "") String token, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Location", verify(token, request));
        response.setStatus(HttpServletResponse.SC_FOUND);
    }

    /** Where the browser goes next. A repeated visit of a person who is verified by now is a success. */
    private String verify(String token, HttpServletRequest request) {
        if (emailVerification.isOfChange(token)) {
            return EmailChangePageEndpoint.confirmation(token);
        }
        try {
            emailVerification.acceptSignUp(token);
        } catch (ProblemException e) {
            if (e.problem() != Problem.INVALID_TOKEN) {
                throw e;
            }
            if (!emailVerification.isDone(token)) {
                RefusedRequestLog.record(e, request);
                return "/login?verified=false&error=" + e.problem().slug();
            }
        }
        return "/login?verified=true";
    }
}
