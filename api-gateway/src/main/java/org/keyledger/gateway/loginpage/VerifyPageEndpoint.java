package org.keyledger.gateway.loginpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keyledger.gateway.page.FormReader;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.page.Pages;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.user.VerificationMails;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /verify}: requests another verification link, after a sign-up or a link that failed. The response is the same
 * whether the address has an account and whether it is verified.
 */
@RestController
final class VerifyPageEndpoint {

    private static final String PATH = "/verify";
    /** The page after a link that is not valid. */
    static final String FAILED = PATH + "?failed=1";

    private final Pages pages;
    private final VerificationMails mails;

    VerifyPageEndpoint(Pages pages, VerificationMails mails) {
        this.pages = pages;
        this.mails = mails;
    }

    @GetMapping(PATH)
    void show(@RequestParam(defaultValue = "") String failed, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        page(request, !failed.isEmpty(), "").write(response);
    }

    private PageResponse page(HttpServletRequest request, boolean failed, String email) {
        return pages.page(request, "login/verify").with("failed", failed).with("email", email);
    }

    @PostMapping(PATH)
    @RateLimited(Limit.MAIL_REQUEST)
    void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var form = FormReader.of(request);
        try {
            mails.resend(form.require("email", EmailAddress::parse));
        } catch (ProblemException e) {
            RefusedRequestLog.record(e, request);
            page(request, false, form.text("email")).problem(e).write(response);
            return;
        }
        pages.page(request, "login/verificationSent")
                .with("email", form.text("email"))
                .write(response);
    }
}
