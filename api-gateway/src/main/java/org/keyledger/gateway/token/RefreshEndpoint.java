package org.keyledger.gateway.token;

import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.jwt.SessionTokenIssuer.IssuedTokens;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.session.SessionRefresh;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /auth/refresh}: renews access and refresh token of a session. Every invalid token gets the same 401
 * {@code invalid-refresh-token}; 503 {@code verifier-behind}, before anything is written, if sessions cannot be verified.
 */
@RestController
final class RefreshEndpoint {

    private final SessionRefresh refresh;
    private final SessionTokenIssuer tokens;

    RefreshEndpoint(SessionRefresh refresh, SessionTokenIssuer tokens) {
        this.refresh = refresh;
        this.tokens = tokens;
    }

    record RefreshRequest(String refreshToken) {
        @Override
        public String toString() {
            return "RefreshRequest[hidden]";
        }
    }

    @PostMapping("/auth/refresh")
    @WriteLimited
    IssuedTokens refresh(@StrictBody RefreshRequest body) {
        var refreshed = refresh.refresh(body.refreshToken());
        var session = refreshed.session();
        return tokens.issue(refreshed.token(), session.user(), session.tenant());
    }
}
