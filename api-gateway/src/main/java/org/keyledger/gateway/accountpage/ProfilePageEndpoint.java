package org.keyledger.gateway.accountpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.page.AvailableLanguages;
import org.keyledger.gateway.page.FormReader;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.user.Account;
import org.keyledger.gateway.user.EmailChange;
import org.keyledger.gateway.user.EmailChange.Requested;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /account/profile}: name, language of mails and address. A change of address is requested and can be cancelled. */
@RestController
final class ProfilePageEndpoint {

    private static final String NEW_EMAIL = "new_email";

    private final AccountPages pages;
    private final Account account;
    private final EmailChange emailChange;
    private final AvailableLanguages languages;

    ProfilePageEndpoint(AccountPages pages, Account account, EmailChange emailChange, AvailableLanguages languages) {
        this.pages = pages;
        this.account = account;
        this.emailChange = emailChange;
        this.languages = languages;
    }

    @GetMapping("/account/profile")
    void show(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        page(caller, request, response).write(response);
    }

    private PageResponse page(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) {
        var page = pages.page(request, response, "account/profile")
                .with("account", account.find(caller.user()))
                .with("languages", languages.languages());
        emailChange.findPending(caller).ifPresent(pending -> page.with("pending", pending));
        return page;
    }

    @PostMapping("/account/profile")
    @WriteLimited
    void change(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var form = FormReader.of(request);
        try {
            var name = form.require("name", DisplayName::parse);
            var language = form.require("language", Language::new);
            account.change(caller, name, language);
            pages.redirect(response, AccountSection.PROFILE.path(), AccountNotice.PROFILE_SAVED);
        } catch (ProblemException e) {
            AccountPages.requireShowable(e, request);
            page(caller, request, response)
                    .with("typedName", form.text("name"))
                    .problem(e)
                    .write(response);
        }
    }

    @PostMapping("/account/email")
    @WriteLimited
    @RateLimited(Limit.MAIL_REQUEST)
    void changeEmail(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var form = FormReader.of(request);
        try {
            var requested = emailChange.request(caller, form.require(NEW_EMAIL, EmailAddress::parse), null);
            pages.redirect(
                    response,
                    AccountSection.PROFILE.path(),
                    requested == Requested.CHANGED
                            ? AccountNotice.EMAIL_CHANGED
                            : AccountNotice.EMAIL_CHANGE_REQUESTED);
        } catch (ProblemException e) {
            AccountPages.requireShowable(e, request);
            page(caller, request, response)
                    .with("typedEmail", form.text(NEW_EMAIL))
                    .problem(e, NEW_EMAIL)
                    .write(response);
        }
    }

    @PostMapping("/account/email/cancel")
    @WriteLimited
    void cancelEmailChange(CookieCaller caller, HttpServletResponse response) {
        emailChange.cancel(caller);
        pages.redirect(response, AccountSection.PROFILE.path(), AccountNotice.EMAIL_CHANGE_CANCELLED);
    }
}
