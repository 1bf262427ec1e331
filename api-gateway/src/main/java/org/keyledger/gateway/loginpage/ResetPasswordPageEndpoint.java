package org.keyledger.gateway.loginpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keyledger.gateway.login.PasswordResetService;
import org.keyledger.gateway.page.FormReader;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.page.Pages;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /reset-password?token=}: the page behind the mailed link. Viewing it does not use the token, so a mail scanner
 * may follow the link; only submitting the form does.
 */
@RestController
final class ResetPasswordPageEndpoint {

    private static final String PATH = "/reset-password";
    private static final String REVOKE_KEYS = "revoke_keys";

    private final Pages pages;
    private final PasswordResetService resets;

    ResetPasswordPageEndpoint(Pages pages, PasswordResetService resets) {
        this.pages = pages;
        this.resets = resets;
    }

    @GetMapping(PATH)
    @RateLimited(Limit.CONFIRM)
    void show(@RequestParam(defaultValue = "") String token, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        page(request, token, true).write(response);
    }

    @PostMapping(PATH)
    @RateLimited(Limit.CONFIRM)
    void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var form = FormReader.of(request);
        var token = form.text("token");
        var revokeKeys = form.checked(REVOKE_KEYS);
        try {
            resets.confirm(token, form.require("password", Password::parse), revokeKeys);
        } catch (ProblemException e) {
            RefusedRequestLog.record(e, request);
            (e.problem() == Problem.INVALID_TOKEN
                            ? invalidLinkPage(request).status(e)
                            : page(request, token, revokeKeys).problem(e))
                    .write(response);
            return;
        }
        LoginRedirect.redirect(response, PATH + "/done"); // so that a reload does not submit the form again
    }

    @GetMapping(PATH + "/done")
    void done(HttpServletRequest request, HttpServletResponse response) throws IOException {
        pages.page(request, "login/passwordChanged").write(response);
    }

    private PageResponse page(HttpServletRequest request, String token, boolean revokeKeys) {
        return resets.findValidLink(token)
                .map(link -> pages.page(request, "login/resetPassword")
                        .with("token", token)
                        .with("email", link.email().stored())
                        .with("endsKeys", link.endsApiKeys())
                        .with("revokeKeys", revokeKeys))
                .orElseGet(() -> invalidLinkPage(request));
    }

    private PageResponse invalidLinkPage(HttpServletRequest request) {
        return pages.page(request, "login/resetLinkInvalid");
    }
}
