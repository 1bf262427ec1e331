package org.keyledger.gateway.login;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.keyledger.gateway.page.HtmlPage;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /login}: the page that a mailed verification link redirects to, and the log-in page. */
@RestController
final class LoginPageEndpoint {

    @GetMapping("/login")
    void show(@RequestParam(defaultValue = "") String verified, HttpServletResponse response) throws IOException {
        var template = switch (verified) {
            case "true" -> "login/addressVerified";
            case "false" -> "login/verificationLinkInvalid";
            default -> "login/login";
        };
        HtmlPage.of(template, Map.of()).write(response);
    }
}
