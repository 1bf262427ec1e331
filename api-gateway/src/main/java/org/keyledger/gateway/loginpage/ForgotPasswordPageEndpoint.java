package org.keyledger.gateway.loginpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.keyledger.gateway.login.PasswordResetService;
import org.keyledger.gateway.page.FormReader;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.page.Pages;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /forgot-password}: requests the mail with the reset link. The response is the same for an unknown address. */
@RestController
final class ForgotPasswordPageEndpoint {

    private static final String PATH = "/forgot-password";

    private final Pages pages;
    private final PasswordResetService resets;

    ForgotPasswordPageEndpoint(Pages pages, PasswordResetService resets) {
        this.pages = pages;
        this.resets = resets;
    }

    @GetMapping(PATH)
    void show(HttpServletRequest request, HttpServletResponse response) throws IOException {
        form(request, "").write(response);
    }

    @PostMapping(PATH)
    @RateLimited(Limit.MAIL_REQUEST)
    void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var form = FormReader.of(request);
        try {
            resets.request(form.require("email", EmailAddress::parse));
        } catch (ProblemException e) {
            RefusedRequestLog.record(e, request);
            form(request, form.text("email")).problem(e).write(response);
            return;
        }
        pages.page(request, "login/resetRequested")
                .with("email", form.text("email"))
                .write(response);
    }

    private PageResponse form(HttpServletRequest request, String email) {
        return pages.page(request, "login/forgotPassword").with("email", email);
    }
}
