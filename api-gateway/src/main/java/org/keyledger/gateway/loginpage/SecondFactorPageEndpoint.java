package org.keyledger.gateway.loginpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.page.FormReader;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.page.Pages;
import org.keyledger.gateway.page.ReturnPath;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.stepup.SecondFactorCode;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /login/2fa}: completes a log-in with a TOTP code or a recovery code. The partial token is in a cookie. */
@RestController
final class SecondFactorPageEndpoint {

    private static final String PATH = "/login/2fa";

    private final Pages pages;
    private final LogIn logIn;
    private final LoginRedirect loginRedirect;
    private final PartialTokenCookie partialTokenCookie;
    private final SessionCookies cookies;

    SecondFactorPageEndpoint(
            Pages pages,
            LogIn logIn,
            LoginRedirect loginRedirect,
            PartialTokenCookie partialTokenCookie,
            SessionCookies cookies) {
        this.pages = pages;
        this.logIn = logIn;
        this.loginRedirect = loginRedirect;
        this.partialTokenCookie = partialTokenCookie;
        this.cookies = cookies;
    }

    @GetMapping(PATH)
    void show(@RequestParam(defaultValue = "") String next, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var path = ReturnPath.parse(next);
        if (partialTokenCookie.find(request).isEmpty()) {
            LoginRedirect.redirect(response, path.appendTo("/login"));
            return;
        }
        page(request, path).write(response);
    }

    private PageResponse page(HttpServletRequest request, ReturnPath next) {
        return pages.page(request, "login/secondFactor").with("next", next);
    }

    @PostMapping(PATH)
    @RateLimited(Limit.LOG_IN)
    void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var form = FormReader.of(request);
        var next = form.returnPath();
        try {
            var partialToken = partialTokenCookie.find(request).orElseThrow(Problem.INVALID_PARTIAL_TOKEN::toException);
            var opened = logIn.withSecondFactor(
                    partialToken,
                    form.require("code", SecondFactorCode::parse),
                    cookies.read(request).session());
            loginRedirect.to(opened, next, request, response);
        } catch (ProblemException e) {
            RefusedRequestLog.record(e, request);
            if (e.problem() == Problem.INVALID_PARTIAL_TOKEN) {
                partialTokenCookie.clear(response);
                LoginRedirect.redirect(
                        response, next.appendTo("/login?error=" + e.problem().slug()));
            } else {
                page(request, next).problem(e, "code").write(response);
            }
        }
    }
}
