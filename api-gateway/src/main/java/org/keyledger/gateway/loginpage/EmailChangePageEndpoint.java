package org.keyledger.gateway.loginpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;
import org.keyledger.gateway.authentication.OptionalAuthentication;
import org.keyledger.gateway.page.FormReader;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.page.Pages;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.session.OpenedLinkCookie;
import org.keyledger.gateway.user.EmailChangeLinkService;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The pages behind the links that are mailed about a change of address: {@code /change-email} confirms it,
 * {@code /change-email/cancel} cancels it, {@code /change-email/undo} takes the former address back. Viewing a page has no
 * effect, so a mail scanner may follow the links; only submitting its form has.
 */
@RestController
final class EmailChangePageEndpoint {

    private static final String CONFIRM = "/change-email";
    private static final String CANCEL = CONFIRM + "/cancel";
    private static final String UNDO = CONFIRM + "/undo";

    private final Pages pages;
    private final EmailChangeLinkService links;
    private final OptionalAuthentication authentication;
    private final OpenedLinkCookie openedLinkCookie;

    EmailChangePageEndpoint(
            Pages pages,
            EmailChangeLinkService links,
            OptionalAuthentication authentication,
            OpenedLinkCookie openedLinkCookie) {
        this.pages = pages;
        this.links = links;
        this.authentication = authentication;
        this.openedLinkCookie = openedLinkCookie;
    }

    /** Path and query of the page that confirms a change with this token. */
    static String confirmation(String token) {
        return CONFIRM + "?token=" + token;
    }

    @GetMapping(CONFIRM)
    @RateLimited(Limit.CONFIRM)
    void showConfirmation(
            @RequestParam(defaultValue = "") String token, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        page(request, links.canConfirm(token), "user/confirmEmailChange", token).write(response);
    }

    @GetMapping(CANCEL)
    @RateLimited(Limit.CONFIRM)
    void showCancellation(
            @RequestParam(defaultValue = "") String token, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        page(request, links.canCancel(token), "user/cancelEmailChange", token).write(response);
    }

    @GetMapping(UNDO)
    @RateLimited(Limit.CONFIRM)
    void showUndo(
            @RequestParam(defaultValue = "") String token, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        page(request, links.canUndo(token), "user/undoEmailChange", token).write(response);
    }

    private PageResponse page(HttpServletRequest request, boolean valid, String form, String token) {
        return valid
                ? pages.page(request, form).with("token", token)
                : pages.page(request, "user/emailChangeLinkInvalid");
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
        links.findConfirmation(token).ifPresent(link -> openedLinkCookie.set(response, link));
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
        var token = FormReader.of(request).text("token");
        try {
            use.accept(token);
        } catch (ProblemException e) {
            RefusedRequestLog.record(e, request);
            var shown = page(request, e.problem() != Problem.INVALID_TOKEN, form, token);
            (e.problem() == Problem.INVALID_TOKEN ? shown.status(e) : shown.problem(e)).write(response);
            return;
        }
        pages.page(request, done).write(response);
    }
}
