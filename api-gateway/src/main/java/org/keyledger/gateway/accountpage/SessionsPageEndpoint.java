package org.keyledger.gateway.accountpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.session.Sessions;
import org.keyledger.kernel.session.SessionId;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /account/sessions}: the devices that are logged in; ends one of them, or all but this one. */
@RestController
final class SessionsPageEndpoint {

    private static final String PATH = "/account/sessions";
    private static final int PAGE_SIZE = 20;

    private final AccountPages pages;
    private final Sessions sessions;
    private final SessionCookies cookies;

    SessionsPageEndpoint(AccountPages pages, Sessions sessions, SessionCookies cookies) {
        this.pages = pages;
        this.sessions = sessions;
        this.cookies = cookies;
    }

    @GetMapping(PATH)
    void show(
            @RequestParam Optional<String> cursor,
            CookieCaller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        pages.page(request, response, "account/sessions")
                .with("sessions", sessions.list(caller, cursor.orElse(null), PAGE_SIZE))
                .with("current", caller.session())
                .write(response);
    }

    @PostMapping(PATH + "/{session}/end")
    @WithoutRateLimit("a session can be ended at any time, and a repeated call appends nothing")
    void end(@PathVariable SessionId session, CookieCaller caller, HttpServletResponse response) {
        sessions.end(session, caller);
        if (session.equals(caller.session())) {
            cookies.clear(response);
            AccountPages.redirect(response, "/login");
        } else {
            pages.redirect(response, PATH, AccountNotice.SESSION_ENDED);
        }
    }

    @GetMapping(PATH + "/end-others")
    void askToEndOthers(CookieCaller caller, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        pages.page(request, response, "account/endOtherSessions").write(response);
    }

    @PostMapping(PATH + "/end-others")
    @WithoutRateLimit("other sessions can be ended at any time, and a call without any appends nothing")
    void endOthers(CookieCaller caller, HttpServletResponse response) {
        sessions.endOthers(caller);
        pages.redirect(response, PATH, AccountNotice.OTHER_SESSIONS_ENDED);
    }
}
