package org.keyledger.gateway.accountpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.login.PasswordChange;
import org.keyledger.gateway.page.FormReader;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /account/password}: replaces the password, or sets the first one of an account that has none, for which the log-in
 * must be recent.
 */
@RestController
final class PasswordPageEndpoint {

    private static final String PATH = "/account/password";
    private static final String CURRENT = "current_password";

    private final AccountPages pages;
    private final PasswordChange passwordChange;

    PasswordPageEndpoint(AccountPages pages, PasswordChange passwordChange) {
        this.pages = pages;
        this.passwordChange = passwordChange;
    }

    @GetMapping(PATH)
    void show(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        page(caller, request, response).write(response);
    }

    private PageResponse page(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) {
        return pages.page(request, response, "account/password")
                .with("email", passwordChange.email(caller).stored())
                .with("passwordSet", passwordChange.isSet(caller));
    }

    @PostMapping(PATH)
    @WriteLimited
    void change(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var form = FormReader.of(request);
        try {
            var password = form.find("password", Password::parse);
            var current = current(form);
            form.requireValid();
            passwordChange.change(caller, current, password.orElseThrow(), form.checked("revoke_keys"));
            pages.redirect(response, PATH, AccountNotice.PASSWORD_SAVED);
        } catch (ProblemException e) {
            AccountPages.requireShowable(e, request);
            var page = page(caller, request, response);
            switch (e.problem()) {
                case INVALID_CREDENTIALS -> page.problem(toWrongPasswordException(), CURRENT);
                case WEAK_PASSWORD -> page.problem(e, "password");
                default -> page.problem(e);
            }
            page.write(response);
        }
    }

    private static @Nullable Password current(FormReader form) {
        return form.text(CURRENT).isEmpty()
                ? null
                : form.find(CURRENT, Password::parse).orElse(null);
    }

    private static ProblemException toWrongPasswordException() {
        return Problem.INVALID_CREDENTIALS.toException().withFieldError(CURRENT, "must be your current password");
    }
}
