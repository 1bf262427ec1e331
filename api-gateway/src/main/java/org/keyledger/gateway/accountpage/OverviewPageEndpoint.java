package org.keyledger.gateway.accountpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.user.Account;
import org.keyledger.gateway.user.VerificationMails;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /account}: the account and whether its address is verified; mails another verification link. */
@RestController
final class OverviewPageEndpoint {

    private final AccountPages pages;
    private final Account account;
    private final VerificationMails verificationMails;

    OverviewPageEndpoint(AccountPages pages, Account account, VerificationMails verificationMails) {
        this.pages = pages;
        this.account = account;
        this.verificationMails = verificationMails;
    }

    @GetMapping("/account")
    void show(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) throws IOException {
        pages.page(request, response, "account/overview")
                .with("account", account.find(caller.user()))
                .write(response);
    }

    @PostMapping("/account/verification")
    @WriteLimited
    @RateLimited(Limit.MAIL_REQUEST)
    void resend(CookieCaller caller, HttpServletRequest request, HttpServletResponse response) {
        if (verificationMails.request(caller.user())) {
            pages.redirect(response, AccountSection.OVERVIEW.path(), AccountNotice.VERIFICATION_SENT);
        } else {
            AccountPages.redirect(response, AccountSection.OVERVIEW.path());
        }
    }
}
