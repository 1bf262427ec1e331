package org.keyledger.gateway.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.keyledger.gateway.authentication.SameOriginCheck;
import org.keyledger.gateway.page.HtmlForm;
import org.keyledger.gateway.page.HtmlForm.Question;
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

/**
 * {@code GET} and {@code POST /forgot-password}: the page that requests a mail with a reset link. The response is the
 * same whether the address has an account or not.
 */
@RestController
final class ForgotPasswordPageEndpoint {

    static final String PATH = "/forgot-password";

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
        new HtmlPage(
                        "Check your mailbox",
                        List.of(ResetPasswordEndpoint.REQUESTED_MESSAGE, "You can use the link once."))
                .write(response);
    }

    private static EmailAddress parsed(String email) {
        try {
            return EmailAddress.parse(email);
        } catch (IllegalArgumentException e) {
            throw Problem.INVALID_REQUEST.toException(
                    "This is not an e-mail address. Please check it for a typing mistake.");
        }
    }

    private static HtmlPage formPage(String email, String problem) {
        var hint = "The address that you signed up with.";
        var question = new Question("email", "E-mail address", hint, "email", "email", email);
        var intro = "We will send you a link to choose a new one.";
        return new HtmlPage("Forgot your password?", List.of(intro))
                .form(new HtmlForm(PATH, Map.of(), question, problem, "Send the link"));
    }
}
