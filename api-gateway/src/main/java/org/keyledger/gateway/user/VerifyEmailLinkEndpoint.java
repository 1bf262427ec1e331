package org.keyledger.gateway.user;

import jakarta.servlet.http.HttpServletResponse;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /api/auth/verify-email?token=}: the link in the mail. Goes on to the log-in page, with the result. */
@RestController
final class VerifyEmailLinkEndpoint {

    private final EmailVerification emailVerification;

    VerifyEmailLinkEndpoint(EmailVerification emailVerification) {
        this.emailVerification = emailVerification;
    }

    @GetMapping("/api/auth/verify-email")
    @RateLimited(Limit.CONFIRM)
    void follow(@RequestParam(defaultValue = "") String token, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_FOUND);
        response.setHeader("Location", verified(token) ? "/login?verified=true" : notVerified());
    }

    private boolean verified(String token) {
        try {
            emailVerification.accept(token);
            return true;
        } catch (ProblemException e) {
            if (e.problem() == Problem.INVALID_TOKEN) {
                return false;
            }
            throw e;
        }
    }

    private static String notVerified() {
        return "/login?verified=false&error=" + Problem.INVALID_TOKEN.slug();
    }
}
