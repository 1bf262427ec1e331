package org.keyledger.gateway.browser;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.session.Sessions;
import org.keyledger.gateway.token.SessionPageResponse;
import org.keyledger.kernel.session.SessionId;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /api/auth/sessions}, {@code DELETE /api/auth/sessions/{id}} and
 * {@code POST /api/auth/sessions/revoke-others}: as on the token API, for the session of the cookie.
 */
@RestController
final class BrowserSessionsEndpoint {

    private final Sessions sessions;
    private final SessionCookies cookies;

    BrowserSessionsEndpoint(Sessions sessions, SessionCookies cookies) {
        this.sessions = sessions;
        this.cookies = cookies;
    }

    @GetMapping("/api/auth/sessions")
    SessionPageResponse list(
            @RequestParam Optional<String> cursor, @RequestParam(defaultValue = "50") int limit, CookieCaller caller) {
        return SessionPageResponse.of(sessions.list(caller, cursor.orElse(null), limit), caller.session());
    }

    /** Removes the cookies too if the session is the caller's own. */
    @DeleteMapping("/api/auth/sessions/{session}")
    @WithoutRateLimit("a session can be ended at any time, and a repeated call appends nothing")
    ConfirmationResponse end(@PathVariable SessionId session, CookieCaller caller, HttpServletResponse response) {
        sessions.end(session, caller);
        if (session.equals(caller.session())) {
            cookies.clear(response);
        }
        return ConfirmationResponse.of("The session has ended.");
    }

    @PostMapping("/api/auth/sessions/revoke-others")
    @WithoutRateLimit("other sessions can be ended at any time, and a call without any appends nothing")
    ConfirmationResponse endOthers(CookieCaller caller) {
        sessions.endOthers(caller);
        return ConfirmationResponse.of("All other sessions have ended.");
    }
}
