package org.keyledger.gateway.loginpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.keyledger.gateway.authentication.OptionalAuthentication;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.login.LogIn.Channel;
import org.keyledger.gateway.page.ReturnPath;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requesthead.GetWithEffect;
import org.keyledger.gateway.session.OpenedLinkCookie;
import org.keyledger.gateway.stepup.SignUpLinkAuthenticator;
import org.keyledger.gateway.user.EmailVerification;
import org.keyledger.gateway.user.SignUpCookie;
import org.keyledger.kernel.mail.LinkToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/auth/verify-email?token=}: the link in the mail after a sign-up. In the browser of the sign-up it logs in
 * and redirects to the application; elsewhere it redirects to the login page with the result, and the browser gets a cookie,
 * so that a log-in after it shows that the reader of the mail holds the password. A change of address is confirmed on its
 * page, to which its token is redirected.
 */
@RestController
final class VerifyEmailLinkEndpoint {

    private static final String VERIFIED = "/login?verified=true";

    private final EmailVerification emailVerification;
    private final OptionalAuthentication authentication;
    private final OpenedLinkCookie openedLinkCookie;
    private final SignUpCookie signUpCookie;
    private final SignUpLinkAuthenticator authenticator;
    private final LogIn logIn;
    private final LoginRedirect loginRedirect;
    private final SessionCookies cookies;

    VerifyEmailLinkEndpoint(
            EmailVerification emailVerification,
            OptionalAuthentication authentication,
            OpenedLinkCookie openedLinkCookie,
            SignUpCookie signUpCookie,
            SignUpLinkAuthenticator authenticator,
            LogIn logIn,
            LoginRedirect loginRedirect,
            SessionCookies cookies) {
        this.emailVerification = emailVerification;
        this.authentication = authentication;
        this.openedLinkCookie = openedLinkCookie;
        this.signUpCookie = signUpCookie;
        this.authenticator = authenticator;
        this.logIn = logIn;
        this.loginRedirect = loginRedirect;
        this.cookies = cookies;
    }

    @GetMapping("/api/auth/verify-email")
    @GetWithEffect
    @RateLimited(Limit.CONFIRM)
    void follow(
            @RequestParam(defaultValue = "") String token, HttpServletRequest request, HttpServletResponse response) {
        if (emailVerification.isOfChange(token)) {
            redirect(response, EmailChangePageEndpoint.confirmation(token));
            return;
        }
        try {
            var isFirstVisit = emailVerification.acceptSignUp(token, authentication.findSession(request));
            redirect(response, VERIFIED);
            var link = emailVerification.findSignUp(token).orElseThrow();
            openedLinkCookie.set(response, link);
            if (isFirstVisit && signUpCookie.names(link.user(), request)) {
                logIn(link, request, response);
            }
        } catch (ProblemException e) {
            redirectRefused(e, token, request, response);
        }
    }

    /** A repeated visit of a person who is verified by now is a success. */
    private void redirectRefused(
            ProblemException refused, String token, HttpServletRequest request, HttpServletResponse response) {
        if (refused.problem() != Problem.INVALID_TOKEN) {
            throw refused;
        }
        if (emailVerification.isDone(token)) {
            emailVerification.findSignUp(token).ifPresent(link -> openedLinkCookie.set(response, link));
            redirect(response, VERIFIED);
        } else {
            RefusedRequestLog.record(refused, request);
            redirect(
                    response, "/login?verified=false&error=" + refused.problem().slug());
        }
    }

    /** The address is verified already, so that a refused log-in leaves the redirect to the login page. */
    private void logIn(LinkToken link, HttpServletRequest request, HttpServletResponse response) {
        signUpCookie.clear(response);
        var options = new LogIn.Options(
                Channel.BROWSER,
                false,
                Optional.of(link.request()),
                cookies.read(request).session());
        try {
            authenticator
                    .prove(link.user())
                    .ifPresent(
                            user -> loginRedirect.to(logIn.with(user, options), ReturnPath.DEFAULT, request, response));
        } catch (ProblemException e) {
            RefusedRequestLog.record(e, request);
        }
    }

    private static void redirect(HttpServletResponse response, String location) {
        response.setHeader("Location", location);
        response.setStatus(HttpServletResponse.SC_FOUND);
    }
}
