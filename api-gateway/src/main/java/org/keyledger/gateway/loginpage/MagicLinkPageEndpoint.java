package org.keyledger.gateway.loginpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.login.LogIn;
import org.keyledger.gateway.login.LogIn.Channel;
import org.keyledger.gateway.page.FormReader;
import org.keyledger.gateway.page.PageResponse;
import org.keyledger.gateway.page.Pages;
import org.keyledger.gateway.page.ReturnPath;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.RefusedRequestLog;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimited;
import org.keyledger.gateway.user.MagicLinkCookie;
import org.keyledger.gateway.user.MagicLinkLogIn;
import org.keyledger.gateway.user.MagicLinkLogIn.OpenedLink;
import org.keyledger.gateway.user.MagicLinkLogIn.Presented;
import org.keyledger.gateway.user.MagicLinkMails;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /magic-link}: mails a link that logs in, and is the target of that link. Viewing it has no effect, so that a mail
 * scanner may follow the link. In the browser that requested the link its button logs in, elsewhere it shows a code for the
 * page {@code /magic-link/code}, which waits for it. An address without an account gets one with a name.
 */
@RestController
final class MagicLinkPageEndpoint {

    static final String PATH = "/magic-link";

    private static final String CODE = PATH + "/code";

    private final Pages pages;
    private final MagicLinkMails mails;
    private final MagicLinkLogIn magicLinks;
    private final MagicLinkCookie cookie;
    private final ReturnPathCookie returnPathCookie;
    private final SessionCookies cookies;
    private final LoginRedirect loginRedirect;

    MagicLinkPageEndpoint(
            Pages pages,
            MagicLinkMails mails,
            MagicLinkLogIn magicLinks,
            MagicLinkCookie cookie,
            ReturnPathCookie returnPathCookie,
            SessionCookies cookies,
            LoginRedirect loginRedirect) {
        this.pages = pages;
        this.mails = mails;
        this.magicLinks = magicLinks;
        this.cookie = cookie;
        this.returnPathCookie = returnPathCookie;
        this.cookies = cookies;
        this.loginRedirect = loginRedirect;
    }

    /** Not limited: it shows a form and judges no token. */
    @GetMapping(value = PATH, params = "!token")
    void show(@RequestParam(defaultValue = "") String next, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        form(request, ReturnPath.parse(next), "").write(response);
    }

    @GetMapping(value = PATH, params = "token")
    @RateLimited(Limit.CONFIRM)
    void open(@RequestParam String token, HttpServletRequest request, HttpServletResponse response) throws IOException {
        link(request, token).write(response);
    }

    private PageResponse form(HttpServletRequest request, ReturnPath next, String email) {
        return pages.page(request, "login/magicLinkRequest").with("next", next).with("email", email);
    }

    private PageResponse link(HttpServletRequest request, String token) {
        var link = magicLinks.open(new Presented(token, null, cookie.read(request)));
        return link.isEmpty()
                ? pages.page(request, "login/magicLinkInvalid")
                : pages.page(request, "login/magicLink")
                        .with("token", token)
                        .with("link", link.get())
                        .with("name", "");
    }

    @PostMapping(PATH + "/request")
    @RateLimited(Limit.MAIL_REQUEST)
    void request(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var form = FormReader.of(request);
        try {
            cookie.add(request, response, mails.request(form.require("email", EmailAddress::parse)));
            returnPathCookie.write(response, form.returnPath());
        } catch (ProblemException e) {
            RefusedRequestLog.record(e, request);
            form(request, form.returnPath(), form.text("email")).problem(e).write(response);
            return;
        }
        code(request, form).with("email", form.text("email")).write(response);
    }

    private PageResponse code(HttpServletRequest request, FormReader form) {
        return pages.page(request, "login/magicLinkCode")
                .with("code", form.text("code"))
                .with("name", form.text("name"));
    }

    @PostMapping(PATH)
    @RateLimited(Limit.CONFIRM)
    void use(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var form = FormReader.of(request);
        var token = form.text("token");
        try {
            var presented = new Presented(token, null, cookie.read(request));
            if (magicLinks.open(presented).filter(OpenedLink::sameBrowser).isPresent()) {
                logIn(presented, form, request, response);
            } else {
                pages.page(request, "login/magicLinkElsewhere")
                        .with("code", magicLinks.showCode(token))
                        .write(response);
            }
        } catch (ProblemException e) {
            RefusedRequestLog.record(e, request);
            var page = link(request, token);
            (e.problem() == Problem.INVALID_TOKEN ? page.status(e) : page.problem(e)).write(response);
        }
    }

    @PostMapping(CODE)
    @RateLimited(Limit.CONFIRM)
    void takeCode(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var form = FormReader.of(request);
        var presented = new Presented(null, form.text("code"), cookie.read(request));
        try {
            logIn(presented, form, request, response);
        } catch (ProblemException e) {
            RefusedRequestLog.record(e, request);
            var page = code(request, form).with("nameNeeded", e.problem() == Problem.INVALID_REQUEST);
            (e.problem() == Problem.WRONG_CODE ? page.problem(e, "code") : page.problem(e)).write(response);
        }
    }

    private void logIn(Presented presented, FormReader form, HttpServletRequest request, HttpServletResponse response) {
        var options = new LogIn.Options(
                Channel.BROWSER, false, Optional.empty(), cookies.read(request).session());
        var outcome = magicLinks.confirm(presented, name(form), options);
        cookie.clear(response);
        loginRedirect.to(outcome, returnPathCookie.take(request, response), request, response);
    }

    private static @Nullable DisplayName name(FormReader form) {
        return form.text("name").isEmpty() ? null : form.require("name", DisplayName::parse);
    }
}
