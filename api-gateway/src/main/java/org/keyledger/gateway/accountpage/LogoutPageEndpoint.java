package org.keyledger.gateway.accountpage;

import jakarta.servlet.http.HttpServletResponse;
import org.keyledger.gateway.cookie.SentCookies;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.session.Sessions;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /logout}: ends the session of the browser and shows the log-in page; without a session too. */
@RestController
final class LogoutPageEndpoint {

    private final Sessions sessions;
    private final SessionCookies cookies;

    LogoutPageEndpoint(Sessions sessions, SessionCookies cookies) {
        this.sessions = sessions;
        this.cookies = cookies;
    }

    @PostMapping("/logout")
    @WithoutRateLimit("a session can be ended at any time, and only once")
    void logOut(SentCookies sent, HttpServletResponse response) {
        sent.sessions().forEach(sessions::logOut);
        cookies.clear(response);
        AccountPages.redirect(response, "/login");
    }
}
