package org.keyledger.gateway.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.keyledger.gateway.authentication.SameOriginCheck;
import org.keyledger.gateway.page.HtmlPage;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.FormFields;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /reset-password?token=}: the page behind the mailed link. Viewing it does not use the token, so a mail scanner
 * may follow the link; only submitting the form does. The token authenticates the form.
 */
@RestController
final class ResetPasswordPageEndpoint {

    private static final String PATH = "/reset-password";
    private static final String REVOKE_KEYS = "revoke_keys";

    private final PasswordResetService resets;
    private final SameOriginCheck sameOriginCheck;

    ResetPasswordPageEndpoint(PasswordResetService resets, SameOriginCheck sameOriginCheck) {
        this.resets = resets;
        this.sameOriginCheck = sameOriginCheck;
    }

    @GetMapping(PATH)
    @RateLimited(Limit.CONFIRM)
    void show(@RequestParam(defaultValue = "") String token, HttpServletResponse response) throws IOException {
        page(token, true, "").write(response);
    }

    @PostMapping(PATH)
    @RateLimited(Limit.CONFIRM)
    void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        sameOriginCheck.requireSameOrigin(request);
        var token = "";
        var revokeKeys = true;
        try {
            var form = FormFields.of(request);
            token = form.get("token");
            revokeKeys = !form.get(REVOKE_KEYS).isEmpty(); // a browser does not send a box that is not checked
            resets.confirm(token, parsed(form.get("password")), revokeKeys);
        } catch (ProblemException e) {
            var page = e.problem() == Problem.INVALID_TOKEN
                    ? invalidLinkPage()
                    : page(token, revokeKeys, String.valueOf(e.getMessage()));
            RefusedRequestLog.record(e, request);
            page.withProblem(e).write(response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER); // so that a reload does not submit the form again
        response.setHeader("Location", PATH + "/done");
    }

    private static Password parsed(String password) {
        try {
            return Password.parse(password);
        } catch (IllegalArgumentException e) {
            throw Problem.INVALID_REQUEST.toException("The password " + e.getMessage() + ".");
        }
    }

    @GetMapping(PATH + "/done")
    void done(HttpServletResponse response) throws IOException {
        HtmlPage.of("login/passwordChanged", Map.of()).write(response);
    }

    private HtmlPage page(String token, boolean revokeKeys, String problem) {
        return resets.findValidLink(token)
                .map(link -> HtmlPage.withForm(
                        "login/resetPassword",
                        Map.of(
                                "token", token,
                                "endsKeys", link.endsApiKeys(),
                                "revokeKeys", revokeKeys,
                                "problem", problem)))
                .orElseGet(ResetPasswordPageEndpoint::invalidLinkPage);
    }

    private static HtmlPage invalidLinkPage() {
        return HtmlPage.of("login/resetLinkInvalid", Map.of());
    }
}
