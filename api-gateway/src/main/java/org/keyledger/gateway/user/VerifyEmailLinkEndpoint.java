package org.keyledger.gateway.user;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/auth/verify-email?token=}: the link in the mail. Redirects to the login page with the result. */
@RestController
final class VerifyEmailLinkEndpoint {

    private final EmailVerification emailVerification;

    VerifyEmailLinkEndpoint(EmailVerification emailVerification) {
        this.emailVerification = emailVerification;
    }

    @GetMapping("/api/auth/verify-email")
    @RateLimited(Limit.CONFIRM)
    void follow(
            @RequestParam(defaultValue = "") String token, HttpServletRequest request, HttpServletResponse response) {
        var location = "/login?verified=true";
        try {
            emailVerification.accept(token);
        } catch (ProblemException e) {
            if (e.problem() != Problem.INVALID_TOKEN) {
                throw e;
            }
            RefusedRequestLog.record(e, request);
            location = "/login?verified=false&error=" + e.problem().slug();
        }
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", location);
    }
}
