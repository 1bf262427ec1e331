package org.keyledger.gateway.token;

import java.util.Optional;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.authentication.TokenHolder;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.session.Sessions;
import org.keyledger.kernel.session.SessionId;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /auth/sessions}, {@code DELETE /auth/sessions/{id}} and {@code POST /auth/sessions/revoke-others}: lists
 * and ends the sessions of the caller. When a call returns, tokens of ended sessions are refused. 404
 * {@code no-such-session} for unknown sessions and those of other users.
 */
@RestController
final class SessionsEndpoint {

    private final Sessions sessions;

    SessionsEndpoint(Sessions sessions) {
        this.sessions = sessions;
    }

    record EndSessionResponse(boolean ok, String message) {}

    @GetMapping("/auth/sessions")
    SessionPageResponse list(
            @RequestParam Optional<String> cursor, @RequestParam(defaultValue = "50") int limit, SessionCaller caller) {
        return SessionPageResponse.of(sessions.list(caller, cursor.orElse(null), limit), caller.session());
    }

    @DeleteMapping("/auth/sessions/{session}")
    @WithoutRateLimit("a session can be ended at any time, and a repeated call appends nothing")
    EndSessionResponse end(@PathVariable SessionId session, TokenHolder caller) {
        sessions.end(session, caller);
        return new EndSessionResponse(true, "The session has ended.");
    }

    @PostMapping("/auth/sessions/revoke-others")
    @WithoutRateLimit("other sessions can be ended at any time, and a call without any appends nothing")
    EndSessionResponse endOthers(SessionCaller caller) {
        sessions.endOthers(caller);
        return new EndSessionResponse(true, "All other sessions have ended.");
    }
}
