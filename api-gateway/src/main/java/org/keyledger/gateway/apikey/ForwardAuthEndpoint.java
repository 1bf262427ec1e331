package org.keyledger.gateway.apikey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import org.keyledger.gateway.authentication.KeyCaller;
import org.keyledger.gateway.authentication.VerifiedCaller;
import org.keyledger.gateway.identifier.ApiKeySettings;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.UnknownCredentialsRateLimited;
import org.keyledger.gateway.requestbody.BodyIgnored;
import org.keyledger.kernel.apikey.Scopes;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /auth/check?scope=}: forward-auth for reverse proxies, without database access. All requested scopes,
 * separated by spaces or in repeated parameters, are required; 403 {@code insufficient-scope}, 400 for an unknown one.
 */
@RestController
final class ForwardAuthEndpoint {

    private static final String INSUFFICIENT_SCOPE_CHALLENGE =
            "Bearer realm=\"keyledger\", error=\"insufficient_scope\"";

    private final ApiKeySettings settings;

    ForwardAuthEndpoint(ApiKeySettings settings) {
        this.settings = settings;
    }

    @GetMapping("/auth/check")
    @BodyIgnored
    @UnknownCredentialsRateLimited
    void check(VerifiedCaller caller, HttpServletRequest request, HttpServletResponse response) {
        var scopes = caller instanceof KeyCaller key ? key.scopes() : Scopes.ALL;
        if (!requestedScopes(request).stream().allMatch(scopes::allow)) {
            throw Problem.INSUFFICIENT_SCOPE.toException().withHeader("WWW-Authenticate", INSUFFICIENT_SCOPE_CHALLENGE);
        }
        response.setHeader("X-Auth-Tenant", caller.tenant().toString());
        response.setHeader("X-Auth-Subject", caller.user().toString());
        if (caller instanceof KeyCaller key) {
            response.setHeader("X-Auth-Key-Id", key.key().toString());
        }
        response.setHeader("X-Auth-Scopes", scopes.toString());
    }

    /** An unknown scope is refused for every caller, so that a misspelled one in a proxy's rule is noticed. */
    private List<String> requestedScopes(HttpServletRequest request) {
        var values = request.getParameterValues("scope");
        var requested = Arrays.stream(values == null ? new String[0] : values)
                .flatMap(value -> Arrays.stream(value.split(" ")))
                .filter(name -> !name.isEmpty())
                .toList();
        settings.requireKnown("scope", requested);
        return requested;
    }
}
