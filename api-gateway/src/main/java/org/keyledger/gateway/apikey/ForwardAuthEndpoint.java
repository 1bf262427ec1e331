package org.keyledger.gateway.apikey;

import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import org.keyledger.gateway.authentication.KeyCaller;
import org.keyledger.gateway.authentication.VerifiedCaller;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.UnknownCredentialsRateLimited;
import org.keyledger.kernel.apikey.Scopes;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /auth/check?scope=}: forward-auth for reverse proxies, without database access. All requested scopes,
 * separated by spaces, are required; 403 {@code insufficient-scope}.
 */
@RestController
final class ForwardAuthEndpoint {

    private static final String INSUFFICIENT_SCOPE_CHALLENGE =
            "Bearer realm=\"keyledger\", error=\"insufficient_scope\"";

    @GetMapping("/auth/check")
    @UnknownCredentialsRateLimited
    void check(@RequestParam(defaultValue = "") String scope, VerifiedCaller caller, HttpServletResponse response) {
        var scopes = caller instanceof KeyCaller key ? key.scopes() : Scopes.ALL;
        var requested = Arrays.stream(scope.split(" ")).filter(name -> !name.isEmpty());
        if (!requested.allMatch(scopes::allow)) {
            throw Problem.INSUFFICIENT_SCOPE.toException().withHeader("WWW-Authenticate", INSUFFICIENT_SCOPE_CHALLENGE);
        }
        response.setHeader("X-Auth-Tenant", caller.tenant().toString());
        response.setHeader("X-Auth-Subject", caller.user().toString());
        if (caller instanceof KeyCaller key) {
            response.setHeader("X-Auth-Key-Id", key.key().toString());
        }
        response.setHeader("X-Auth-Scopes", scopes.toString());
    }
}
