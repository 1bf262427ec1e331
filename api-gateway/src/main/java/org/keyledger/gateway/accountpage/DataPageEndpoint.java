package org.keyledger.gateway.accountpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.page.FormReader;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.page.Pages;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.user.Account;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /account/data}: links to the export of the account, and deletes the account after a confirmation and a recent log-in. */
@RestController
final class DataPageEndpoint {

    private static final String PATH = "/account/data";
    private static final String DELETE = PATH + "/delete";
    private static final String CONFIRMED = "confirmed";

    private final AccountPages accountPages;
    private final Pages pages;
    private final Account account;
    private final SessionCookies cookies;

    DataPageEndpoint(AccountPages accountPages, Pages pages, Account account, SessionCookies cookies) {
        this.accountPages = accountPages;
        this.pages = pages;
        this.account = account;
        this.cookies = cookies;
    }

    @GetMapping(PATH)
    void show(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        accountPages.page(request, response, "account/data").write(response);
    }

    @GetMapping(DELETE)
    void askToDelete(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        confirmation(caller, request, response).write(response);
    }

    private PageResponse confirmation(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) {
        return accountPages
                .page(request, response, "account/deleteAccount")
                .with("email", account.find(caller.user()).profile().email().stored());
    }

    /** Without a recent log-in the browser is sent to one, and comes back to the confirmation. */
    @PostMapping(DELETE)
    @WithoutRateLimit("an account can be erased at any time, and only once")
    void delete(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!FormReader.of(request).checked(CONFIRMED)) {
            var refused = toNotConfirmedException();
            RefusedRequestLog.record(refused, request);
            confirmation(caller, request, response).problem(refused, CONFIRMED).write(response);
            return;
        }
        account.erase(caller, null);
        cookies.clear(response);
        pages.page(request, "account/deleted").write(response);
    }

    private static ProblemException toNotConfirmedException() {
        return Problem.INVALID_REQUEST.toException().withFieldError(CONFIRMED, "must be confirmed");
    }
}
