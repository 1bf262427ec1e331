package org.keyledger.gateway.token;

import org.keyledger.gateway.authentication.TokenHolder;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.session.Sessions;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /auth/logout}: ends the caller's session; a repeated call has no effect. When the call returns, its refresh token and all its access
 * tokens are refused; 503 {@code verifier-behind} if that takes too long.
 */
@RestController
final class LogoutEndpoint {

    private final Sessions sessions;

    LogoutEndpoint(Sessions sessions) {
        this.sessions = sessions;
    }

    record LogoutResponse(boolean ok, String message) {}

    @PostMapping("/auth/logout")
    @WithoutRateLimit("a session can be ended at any time, and only once")
    LogoutResponse logOut(TokenHolder caller) {
        sessions.logOut(caller);
        return new LogoutResponse(true, "Logged out.");
    }
}
