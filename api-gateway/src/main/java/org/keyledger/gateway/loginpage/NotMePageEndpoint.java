package org.keyledger.gateway.loginpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keyledger.gateway.page.FormReader;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.page.Pages;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.user.AccountProtection;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /not-me?token=}: the page behind the link in security notices. Viewing it has no effect, so a mail scanner may
 * follow the link; its button secures the account.
 */
@RestController
final class NotMePageEndpoint {

    private static final String PATH = "/not-me";
    private static final String REVOKE_KEYS = "revoke_keys";

    private final Pages pages;
    private final AccountProtection protection;

    NotMePageEndpoint(Pages pages, AccountProtection protection) {
        this.pages = pages;
        this.protection = protection;
    }

    @GetMapping(PATH)
    @RateLimited(Limit.CONFIRM)
    void show(@RequestParam(defaultValue = "") String token, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        page(request, protection.canSecure(token), token, true).write(response);
    }

    private PageResponse page(HttpServletRequest request, boolean valid, String token, boolean revokeKeys) {
        return valid
                ? pages.page(request, "user/notMe").with("token", token).with("revokeKeys", revokeKeys)
                : pages.page(request, "user/notMeLinkInvalid");
    }

    @PostMapping(PATH)
    @RateLimited(Limit.CONFIRM)
    void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var form = FormReader.of(request);
        var token = form.text("token");
        var revokeKeys = !form.text(REVOKE_KEYS).isEmpty(); // a browser does not send a box that is not checked
        try {
            protection.secure(token, revokeKeys);
        } catch (ProblemException e) {
            RefusedRequestLog.record(e, request);
            var shown = page(request, e.problem() != Problem.INVALID_TOKEN, token, revokeKeys);
            (e.problem() == Problem.INVALID_TOKEN ? shown.status(e) : shown.problem(e)).write(response);
            return;
        }
        pages.page(request, "user/notMeDone").write(response);
    }
}
