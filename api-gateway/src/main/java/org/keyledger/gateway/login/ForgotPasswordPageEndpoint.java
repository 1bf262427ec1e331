package org.keyledger.gateway.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.keyledger.gateway.authentication.SameOriginCheck;
import org.keyledger.gateway.page.HtmlPage;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.FormFields;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /forgot-password}: requests the mail with the reset link. The response is the same for an unknown address. */
@RestController
final class ForgotPasswordPageEndpoint {

    private static final String PATH = "/forgot-password";

    private final PasswordResetService resets;
    private final SameOriginCheck sameOriginCheck;

    ForgotPasswordPageEndpoint(PasswordResetService resets, SameOriginCheck sameOriginCheck) {
        this.resets = resets;
        this.sameOriginCheck = sameOriginCheck;
    }

    @GetMapping(PATH)
    void show(HttpServletResponse response) throws IOException {
        formPage("", "").write(response);
    }

    @PostMapping(PATH)
    @RateLimited(Limit.MAIL_REQUEST)
    void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        sameOriginCheck.requireSameOrigin(request);
        var email = "";
        try {
            email = FormFields.of(request).get("email");
            resets.request(parsed(email));
        } catch (ProblemException e) {
            RefusedRequestLog.record(e, request);
            formPage(email, String.valueOf(e.getMessage())).withProblem(e).write(response);
            return;
        }
        HtmlPage.of("login/resetRequested", Map.of()).write(response);
    }

    private static EmailAddress parsed(String email) {
        try {
            return EmailAddress.parse(email);
        } catch (IllegalArgumentException e) {
            throw Problem.INVALID_REQUEST.toException(
                    "This is not a valid email address. Check it for typing mistakes.");
        }
    }

    private static HtmlPage formPage(String email, String problem) {
        return HtmlPage.withForm("login/forgotPassword", Map.of("email", email, "problem", problem));
    }
}
