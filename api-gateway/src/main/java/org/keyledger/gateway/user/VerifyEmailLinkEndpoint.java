package org.keyledger.gateway.user;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.keyledger.gateway.authentication.OptionalAuthentication;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requesthead.GetWithEffect;
import org.keyledger.gateway.session.OpenedLinkCookie;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/auth/verify-email?token=}: the link in the mail after a sign-up. Redirects to the login page with the
 * result. The browser gets a cookie, so that a log-in after it shows that the reader of the mail holds the password. A
 * change of address is confirmed on its page, to which its token is redirected.
 */
@RestController
final class VerifyEmailLinkEndpoint {

    private static final String VERIFIED = "/login?verified=true";

    private final EmailVerification emailVerification;
    private final VerificationLinks links;
    private final OptionalAuthentication authentication;
    private final OpenedLinkCookie openedLinkCookie;

    VerifyEmailLinkEndpoint(
            EmailVerification emailVerification,
            VerificationLinks links,
            OptionalAuthentication authentication,
            OpenedLinkCookie openedLinkCookie) {
        this.emailVerification = emailVerification;
        this.links = links;
        this.authentication = authentication;
        this.openedLinkCookie = openedLinkCookie;
    }

    @GetMapping("/api/auth/verify-email")
    @GetWithEffect
    @RateLimited(Limit.CONFIRM)
    void follow(
            @RequestParam(defaultValue = "") String token, HttpServletRequest request, HttpServletResponse response) {
        var location = verify(token, request);
        if (location.equals(VERIFIED)) {
            links.check(token).ifPresent(link -> openedLinkCookie.set(response, link));
        }
        response.setHeader("Location", location);
        response.setStatus(HttpServletResponse.SC_FOUND);
    }

    /** Where the browser goes next. A repeated visit of a person who is verified by now is a success. */
    private String verify(String token, HttpServletRequest request) {
        if (emailVerification.isOfChange(token)) {
            return EmailChangePageEndpoint.confirmation(token);
        }
        try {
            emailVerification.acceptSignUp(token, authentication.findSession(request));
        } catch (ProblemException e) {
            if (e.problem() != Problem.INVALID_TOKEN) {
                throw e;
            }
            if (!emailVerification.isDone(token)) {
                RefusedRequestLog.record(e, request);
                return "/login?verified=false&error=" + e.problem().slug();
            }
        }
        return VERIFIED;
    }
}
