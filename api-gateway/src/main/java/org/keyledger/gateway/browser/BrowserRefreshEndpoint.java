package org.keyledger.gateway.browser;

import jakarta.servlet.http.HttpServletResponse;
import org.keyledger.gateway.cookie.SentCookies;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.session.SessionRefresh;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/auth/refresh}: replaces the cookies of a session by its refresh cookie. Every invalid one and none get
 * the same 401 {@code invalid-refresh-token}.
 */
@RestController
final class BrowserRefreshEndpoint {

    private final SessionRefresh refresh;
    private final SessionCookies cookies;

    BrowserRefreshEndpoint(SessionRefresh refresh, SessionCookies cookies) {
        this.refresh = refresh;
        this.cookies = cookies;
    }

    record BrowserRefreshResponse(String message) {}

    @PostMapping("/api/auth/refresh")
    @WriteLimited
    BrowserRefreshResponse refresh(SentCookies sent, HttpServletResponse response) {
        var refreshed = refresh.refresh(sent.requireRefreshToken().encoded());
        cookies.write(response, refreshed.token(), refreshed.session().remembered());
        return new BrowserRefreshResponse("The session was renewed.");
    }
}
