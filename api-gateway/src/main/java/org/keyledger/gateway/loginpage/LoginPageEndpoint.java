package org.keyledger.gateway.loginpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.keyledger.gateway.authentication.OptionalAuthentication;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.federation.ProviderFailedException;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.login.LogIn.Channel;
import org.keyledger.gateway.page.AppSettings;
import org.keyledger.gateway.page.FormReader;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.page.Pages;
import org.keyledger.gateway.page.ReturnPath;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.session.OpenedLinkCookie;
import org.keyledger.gateway.stepup.PasswordAuthenticator;
import org.keyledger.gateway.user.Account;
import org.keyledger.gateway.user.Registration;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /login}: starts a session with the password, and links to the other ways. Verification links redirect here with
 * their result, and providers with their problem. With {@code reauthenticate} a person who is logged in proves again who
 * they are; the new session replaces the old one.
 */
@RestController
final class LoginPageEndpoint {

    private static final String PATH = "/login";
    private static final String REAUTHENTICATE = "reauthenticate";
    private static final String EMAIL = "email";

    private final Pages pages;
    private final List<WayInLinks> ways;
    private final PasswordAuthenticator passwordAuthenticator;
    private final LogIn logIn;
    private final LoginRedirect loginRedirect;
    private final SessionCookies cookies;
    private final OpenedLinkCookie openedLinkCookie;
    private final OptionalAuthentication authentication;
    private final Account account;
    private final Registration registration;
    private final AppSettings settings;

    LoginPageEndpoint(
            Pages pages,
            ObjectProvider<WayInLinks> ways,
            PasswordAuthenticator passwordAuthenticator,
            LogIn logIn,
            LoginRedirect loginRedirect,
            SessionCookies cookies,
            OpenedLinkCookie openedLinkCookie,
            OptionalAuthentication authentication,
            Account account,
            Registration registration,
            AppSettings settings) {
        this.pages = pages;
        this.ways = ways.orderedStream().toList();
        this.passwordAuthenticator = passwordAuthenticator;
        this.logIn = logIn;
        this.loginRedirect = loginRedirect;
        this.cookies = cookies;
        this.openedLinkCookie = openedLinkCookie;
        this.authentication = authentication;
        this.account = account;
        this.registration = registration;
        this.settings = settings;
    }

    @GetMapping(PATH)
    void show(
            @RequestParam(defaultValue = "") String next,
            @RequestParam(defaultValue = "") String reauthenticate,
            @RequestParam(defaultValue = "") String verified,
            @RequestParam(defaultValue = "") String error,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var path = ReturnPath.parse(next);
        var session = authentication.findSession(request);
        if (verified.equals("false")) {
            LoginRedirect.redirect(response, VerifyPageEndpoint.FAILED);
            return;
        }
        if (session.isPresent() && reauthenticate.isEmpty() && error.isEmpty()) {
            LoginRedirect.redirect(response, path.location(settings));
            return;
        }
        var again = session.isPresent() && !reauthenticate.isEmpty();
        var email = again ? session.map(this::emailOf).orElse("") : "";
        var page = page(request, path, email, again).with("verified", verified.equals("true"));
        Problem.ofSlug(error).map(Problem::toException).ifPresent(page::state);
        ProviderFailedException.Reason.ofSlug(error).ifPresent(reason -> page.with("providerProblem", reason.slug()));
        page.write(response);
    }

    private String emailOf(AuthenticatedSession session) {
        return account.find(session.user()).profile().email().stored();
    }

    private PageResponse page(HttpServletRequest request, ReturnPath next, String email, boolean again) {
        var page = pages.page(request, "login/login");
        if (again) {
            authentication.findSession(request).ifPresent(session -> page.with("user", session.user()));
        }
        return page.with("ways", ways)
                .with("next", next)
                .with(EMAIL, email)
                .with(REAUTHENTICATE, again)
                .with("signUpOpen", registration.isOpen());
    }

    @PostMapping(PATH)
    @RateLimited(Limit.LOG_IN)
    void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var form = FormReader.of(request);
        try {
            loginRedirect.to(logIn(form, request), form.returnPath(), request, response);
        } catch (ProblemException e) {
            RefusedRequestLog.record(e, request);
            page(request, form.returnPath(), form.text(EMAIL), form.checked(REAUTHENTICATE))
                    .problem(e)
                    .with("unverified", e.problem() == Problem.EMAIL_NOT_VERIFIED)
                    .write(response);
        }
    }

    private LogIn.Outcome logIn(FormReader form, HttpServletRequest request) {
        var email = form.find(EMAIL, EmailAddress::parse);
        var password = form.find("password", Password::parse);
        form.requireValid();
        var proved = passwordAuthenticator.require(email.orElseThrow(), password.orElseThrow());
        return logIn.with(
                proved,
                new LogIn.Options(
                        Channel.BROWSER,
                        form.checked("remember"),
                        openedLinkCookie.findOpenedLink(
                                request, proved.account().user()),
                        cookies.read(request).session()));
    }
}
