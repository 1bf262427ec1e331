package org.keyledger.gateway.login;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.keyledger.gateway.page.HtmlPage;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /login}: the page after a verification link. It shows one of three fixed texts and never the query. */
@RestController
final class LoginPageEndpoint {

    @GetMapping("/login")
    void show(@RequestParam(defaultValue = "") String verified, HttpServletResponse response) throws IOException {
        page(verified).write(response);
    }

    private static HtmlPage page(String verified) {
        return switch (verified) {
            case "true" ->
                new HtmlPage("Address verified", List.of("Your e-mail address is verified. You can log in."));
            case "false" ->
                new HtmlPage(
                        "This link is not valid",
                        List.of("It was used, has expired, or was replaced by a newer one. Log in to request a new"
                                + " one."));
            default ->
                new HtmlPage("Log in", List.of("Programs log in with POST /auth/login."))
                        .link("Forgot your password?", ForgotPasswordPageEndpoint.PATH);
        };
    }
}
