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
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.FormFields;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /reset-password?token=}: where the link in the mail leads. Looking at the page uses nothing up, so a mail
 * scanner may; only its button does something. The token is what proves who sends the form.
 */
@RestController
final class ResetPasswordPageEndpoint {

    private static final String PATH = "/reset-password";
    private static final Question QUESTION = new Question(
            "password",
            "New password",
            "At least 8 characters. Long is better than complicated: a few words will do.",
            "password",
            "new-password",
            "");

    private final PasswordResetService resets;
    private final SameOriginCheck ownOrigin;

    ResetPasswordPageEndpoint(PasswordResetService resets, SameOriginCheck ownOrigin) {
        this.resets = resets;
        this.ownOrigin = ownOrigin;
    }

    @GetMapping(PATH)
    @RateLimited(Limit.CONFIRM)
    void show(@RequestParam(defaultValue = "") String token, HttpServletResponse response) throws IOException {
        var page = resets.goodUntil(token).isPresent() ? asking(token, "") : dead();
        page.write(response);
    }

    @PostMapping(PATH)
    @RateLimited(Limit.CONFIRM)
    void take(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ownOrigin.require(request);
        var token = "";
        try {
            var form = FormFields.of(request);
            token = form.get("token");
            resets.confirm(token, Password.parse(form.get(QUESTION.name())));
        } catch (ProblemException e) {
            var page = e.problem() == Problem.INVALID_TOKEN ? dead() : asking(token, String.valueOf(e.getMessage()));
            page.refused(e).write(response);
            return;
        }
        response.setStatus(HttpServletResponse.SC_SEE_OTHER); // so that going back or reloading sends nothing again
        response.setHeader("Location", PATH + "/done");
    }

    @GetMapping(PATH + "/done")
    void done(HttpServletResponse response) throws IOException {
        new HtmlPage("Password changed", List.of(ResetPasswordEndpoint.DONE)).write(response);
    }

    private static HtmlPage asking(String token, String problem) {
        var form = new HtmlForm(PATH, Map.of("token", token), QUESTION, problem, "Set new password");
        return new HtmlPage("Choose a new password", List.of("You will be signed out on every device.")).ask(form);
    }

    private static HtmlPage dead() {
        var why = "It was used, has expired, or was replaced by a newer one. Your password was not changed.";
        return new HtmlPage("This link is not valid", List.of(why))
                .lead("Ask for a new link", ForgotPasswordPageEndpoint.PATH);
    }
}
