package org.keyledger.gateway.browser;

import jakarta.servlet.http.HttpServletResponse;
import org.keyledger.gateway.cookie.SentCookies;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.session.Sessions;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/auth/logout}: ends the session of the cookies and removes them. It works without a session too, and
 * without a CSRF token, because a page of another origin cannot send it.
 */
@RestController
final class BrowserLogoutEndpoint {

    private final Sessions sessions;
    private final SessionCookies cookies;

    BrowserLogoutEndpoint(Sessions sessions, SessionCookies cookies) {
        this.sessions = sessions;
        this.cookies = cookies;
    }

    @PostMapping("/api/auth/logout")
    @WithoutRateLimit("a session can be ended at any time, and only once")
    ConfirmationResponse logOut(SentCookies sent, HttpServletResponse response) {
        sent.sessions().forEach(sessions::logOut);
        cookies.clear(response);
        return ConfirmationResponse.of("Logged out.");
    }
}
