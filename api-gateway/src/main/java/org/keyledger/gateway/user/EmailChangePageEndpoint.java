package org.keyledger.gateway.user;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import org.keyledger.gateway.authentication.OptionalAuthentication;
import org.keyledger.gateway.authentication.SameOriginCheck;
import org.keyledger.gateway.page.HtmlPage;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.requestjson.FormFields;
import org.keyledger.gateway.session.OpenedLinkCookie;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The pages behind the links that are mailed about a change of address: {@code /verify-email} confirms it,
 * {@code /cancel-email-change} cancels it, {@code /undo-email-change} takes the former address back. Viewing a page has
 * no effect, so a mail scanner may follow the links; only submitting its form has. The token authenticates the form.
 */
@RestController
final class EmailChangePageEndpoint {

    private static final String CONFIRM = "/verify-email";
    private static final String CANCEL = "/cancel-email-change";
    private static final String UNDO = "/undo-email-change";

    private final EmailChangeLinkService links;
    private final VerificationLinks verificationLinks;
    private final OptionalAuthentication authentication;
    private final OpenedLinkCookie openedLinkCookie;
    private final SameOriginCheck sameOriginCheck;

    EmailChangePageEndpoint(
            EmailChangeLinkService links,
            VerificationLinks verificationLinks,
            OptionalAuthentication authentication,
            OpenedLinkCookie openedLinkCookie,
            SameOriginCheck sameOriginCheck) {
        this.links = links;
        this.verificationLinks = verificationLinks;
        this.authentication = authentication;
        this.openedLinkCookie = openedLinkCookie;
        this.sameOriginCheck = sameOriginCheck;
    }

    /** Path and query of the page that confirms a change with this token. */
    static String confirmation(String token) {
        return CONFIRM + "?token=" + token;
    }

    @GetMapping(CONFIRM)
    @RateLimited(Limit.CONFIRM)
    void showConfirmation(@RequestParam(defaultValue = "") String token, HttpServletResponse response)
            throws IOException {
        page(links.canConfirm(token), "user/confirmEmailChange", token).write(response);
    }

    @GetMapping(CANCEL)
    @RateLimited(Limit.CONFIRM)
    void showCancellation(@RequestParam(defaultValue = "") String token, HttpServletResponse response)
            throws IOException {
        page(links.canCancel(token), "user/cancelEmailChange", token).write(response);
    }

    @GetMapping(UNDO)
    @RateLimited(Limit.CONFIRM)
    void showUndo(@RequestParam(defaultValue = "") String token, HttpServletResponse response) throws IOException {
        page(links.canUndo(token), "user/undoEmailChange", token).write(response);
    }

    private static HtmlPage page(boolean valid, String form, String token) {
        return valid
                ? HtmlPage.withForm(form, Map.of("token", token, "problem", ""))
                : HtmlPage.of("user/emailChangeLinkInvalid", Map.of());
    }

    @PostMapping(CONFIRM)
    @RateLimited(Limit.CONFIRM)
    void confirm(HttpServletRequest request, HttpServletResponse response) throws IOException {
        submit(
                request,
                response,
                token -> confirm(token, request, response),
                "user/confirmEmailChange",
                "user/emailChangeConfirmed");
    }

    /** The browser gets the cookie of an opened link, as it does for the link of a sign-up. */
    private void confirm(String token, HttpServletRequest request, HttpServletResponse response) {
        links.confirm(token, authentication.findSession(request));
        verificationLinks.checkChange(token).ifPresent(link -> openedLinkCookie.set(response, link));
    }

    @PostMapping(CANCEL)
    @RateLimited(Limit.CONFIRM)
    void cancel(HttpServletRequest request, HttpServletResponse response) throws IOException {
        submit(request, response, links::cancel, "user/cancelEmailChange", "user/emailChangeCancelled");
    }

    @PostMapping(UNDO)
    @RateLimited(Limit.CONFIRM)
    void undo(HttpServletRequest request, HttpServletResponse response) throws IOException {
        submit(request, response, links::undo, "user/undoEmailChange", "user/emailChangeUndone");
    }

    private void submit(
            HttpServletRequest request, HttpServletResponse response, Consumer<String> use, String form, String done)
            throws IOException {
        sameOriginCheck.requireSameOrigin(request);
        var token = "";
        try {
            token = FormFields.of(request).get("token");
            use.accept(token);
        } catch (ProblemException e) {
            RefusedRequestLog.record(e, request);
            problemPage(e, form, token).withProblem(e).write(response);
            return;
        }
        HtmlPage.of(done, Map.of()).write(response);
    }

    private static HtmlPage problemPage(ProblemException e, String form, String token) {
        return e.problem() == Problem.INVALID_TOKEN
                ? HtmlPage.of("user/emailChangeLinkInvalid", Map.of())
                : HtmlPage.withForm(form, Map.of("token", token, "problem", String.valueOf(e.getMessage())));
    }
}
