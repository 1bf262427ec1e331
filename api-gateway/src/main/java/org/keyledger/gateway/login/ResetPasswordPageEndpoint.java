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
 * {@code GET} and {@code POST /reset-password?token=}: the page that a reset mail links to. Only the form uses the
 * token up, so a mail scanner that opens the link has no effect. The form is authenticated by the token.
 */
@RestController
final class ResetPasswordPageEndpoint {

    private static final String PATH = "/reset-password";
    private static final Question QUESTION = new Question(
            "password",
            "New password",
            "At least 8 characters. A few words are better than a short, complicated password.",
            "password",
            "new-password",
            "");

    private final PasswordResetService resets;
    private final SameOriginCheck sameOriginCheck;

    ResetPasswordPageEndpoint(PasswordResetService resets, SameOriginCheck sameOriginCheck) {
        this.resets = resets;
        this.sameOriginCheck = sameOriginCheck;
    }

    @GetMapping(PATH)
    @RateLimited(Limit.CONFIRM)
    void show(@RequestParam(defaultValue = "") String token, HttpServletResponse response) throws IOException {
        var page = resets.validUntil(token).isPresent() ? formPage(token, "") : invalidLinkPage();
        page.write(response);
    }

    @PostMapping(PATH)
    @RateLimited(Limit.CONFIRM)
    void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        sameOriginCheck.requireSameOrigin(request);
        var token = "";
        try {
            var form = FormFields.of(request);
            token = form.get("token");
            resets.confirm(token, parsed(form.get(QUESTION.name())));
        } catch (ProblemException e) {
            var page = e.problem() == Problem.INVALID_TOKEN
                    ? invalidLinkPage()
                    : formPage(token, String.valueOf(e.getMessage()));
            RefusedRequestLog.record(e, request);
            page.withProblem(e).write(response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER); // a redirect, so that a reload does not submit again
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
        new HtmlPage("Password changed", List.of(ResetPasswordEndpoint.CHANGED_MESSAGE)).write(response);
    }

    private static HtmlPage formPage(String token, String problem) {
        var form = new HtmlForm(PATH, Map.of("token", token), QUESTION, problem, "Set new password");
        return new HtmlPage("Choose a new password", List.of("You will be signed out on every device.")).form(form);
    }

    private static HtmlPage invalidLinkPage() {
        var explanation = "It was used, has expired, or was replaced by a newer one. Your password was not changed.";
        return new HtmlPage("This link is not valid", List.of(explanation))
                .link("Request a new link", ForgotPasswordPageEndpoint.PATH);
    }
}
