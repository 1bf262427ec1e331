package org.keyledger.gateway.loginpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.idempotency.IdempotentRequest;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.login.LogIn.Channel;
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
import org.keyledger.gateway.stepup.PasswordAuthenticator;
import org.keyledger.gateway.user.NewAccount;
import org.keyledger.gateway.user.Registration;
import org.keyledger.gateway.user.SignUpCookie;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /signup}: creates an account as {@code POST /api/auth/register} does; a taken address gets the same page. The form
 * has a random key, so that submitting it twice creates one account. Without mails the new user is logged in.
 */
@RestController
final class SignUpPageEndpoint {

    private static final String PATH = "/signup";
    private static final int KEY_BYTES = 24;

    private final Pages pages;
    private final List<WayInLinks> ways;
    private final Registration registration;
    private final SignUpCookie signUpCookie;
    private final PasswordAuthenticator passwordAuthenticator;
    private final LogIn logIn;
    private final LoginRedirect loginRedirect;
    private final SessionCookies cookies;
    private final RandomSource randomSource;

    SignUpPageEndpoint(
            Pages pages,
            ObjectProvider<WayInLinks> ways,
            Registration registration,
            SignUpCookie signUpCookie,
            PasswordAuthenticator passwordAuthenticator,
            LogIn logIn,
            LoginRedirect loginRedirect,
            SessionCookies cookies,
            RandomSource randomSource) {
        this.pages = pages;
        this.ways = ways.orderedStream().toList();
        this.registration = registration;
        this.signUpCookie = signUpCookie;
        this.passwordAuthenticator = passwordAuthenticator;
        this.logIn = logIn;
        this.loginRedirect = loginRedirect;
        this.cookies = cookies;
        this.randomSource = randomSource;
    }

    @GetMapping(PATH)
    void show(@RequestParam(defaultValue = "") String next, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!registration.isOpen()) {
            throw Problem.SIGN_UP_CLOSED.toException();
        }
        page(request, ReturnPath.parse(next), "", "").write(response);
    }

    /** Each showing has a key of its own: an account that was refused may be corrected. */
    private PageResponse page(HttpServletRequest request, ReturnPath next, String email, String name) {
        var key = Base64.getUrlEncoder().withoutPadding().encodeToString(randomSource.bytes("sign-up form", KEY_BYTES));
        return pages.page(request, "login/signUp")
                .with("ways", ways)
                .with("next", next)
                .with("email", email)
                .with("name", name)
                .with("key", key);
    }

    @PostMapping(PATH)
    @RateLimited(Limit.SIGN_UP)
    void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var form = FormReader.of(request);
        try {
            signUp(form, request, response);
        } catch (ProblemException e) {
            RefusedRequestLog.record(e, request);
            var page = page(request, form.returnPath(), form.text("email"), form.text("name"));
            switch (e.problem()) {
                case EMAIL_TAKEN, DISPOSABLE_EMAIL -> page.problem(e, "email");
                default -> page.problem(e);
            }
            page.write(response);
        }
    }

    private void signUp(FormReader form, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var name = form.find("name", DisplayName::parse);
        var email = form.find("email", EmailAddress::parse);
        var password = form.find("password", Password::parse);
        form.requireValid();
        var account = new NewAccount(email.orElseThrow(), password.orElseThrow(), name.orElseThrow());
        var registered = registration.register(
                account,
                IdempotentRequest.ofForm(
                        "POST " + PATH,
                        form.text("key"),
                        form.text("email"),
                        form.text("name"),
                        form.text("password")));
        signUpCookie.write(response, registered);
        if (registered.verificationRequired()) {
            pages.page(request, "login/checkMail")
                    .with("email", form.text("email"))
                    .write(response);
        } else {
            logIn(account, form.returnPath(), request, response);
        }
    }

    private void logIn(NewAccount account, ReturnPath next, HttpServletRequest request, HttpServletResponse response) {
        var proved = passwordAuthenticator.require(account.email(), account.password());
        var options = new LogIn.Options(
                Channel.BROWSER, false, Optional.empty(), cookies.read(request).session());
        loginRedirect.to(logIn.with(proved, options), next, request, response);
    }
}
