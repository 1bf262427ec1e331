package org.keyledger.gateway.apikey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.keyledger.gateway.authentication.KeyCaller;
import org.keyledger.gateway.authentication.VerifiedCaller;
import org.keyledger.gateway.identifier.ApiKeySettings;
import org.keyledger.gateway.problem.ForwardAuthDenial;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.UnknownCredentialsRateLimited;
import org.keyledger.gateway.requestbody.BodyIgnored;
import org.keyledger.kernel.apikey.Scopes;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /auth/check} and {@code /auth/check/**} with any method: forward-auth for reverse proxies, without database
 * access. Below {@code /auth/check/} path and query are those of the original request and are not read. All scopes of
 * {@code ?scope=} and {@code X-Auth-Required-Scope} are required; 403 {@code insufficient-scope}, 400 for an unknown
 * one. {@link ForwardAuthDenial} describes {@code ?deny=403}.
 */
@RestController
final class ForwardAuthEndpoint {

    private static final String INSUFFICIENT_SCOPE_CHALLENGE =
            "Bearer realm=\"keyledger\", error=\"insufficient_scope\"";

    private static final String PARAMETER = "scope";
    private static final String HEADER = "X-Auth-Required-Scope";

    private final ApiKeySettings settings;

    ForwardAuthEndpoint(ApiKeySettings settings) {
        this.settings = settings;
    }

    /** {@code ForwardAuthAdapter} changes every method and every path below into this one. */
    @GetMapping("/auth/check")
    @BodyIgnored
    @UnknownCredentialsRateLimited
    void check(VerifiedCaller caller, HttpServletRequest request, HttpServletResponse response) {
        ForwardAuthDenial.requireKnownForm(request);
        var scopes = caller instanceof KeyCaller key ? key.scopes() : Scopes.ALL;
        if (!requestedScopes(request).stream().allMatch(scopes::allow)) {
            throw Problem.INSUFFICIENT_SCOPE.toException().withHeader("WWW-Authenticate", INSUFFICIENT_SCOPE_CHALLENGE);
        }
        response.setHeader("X-Auth-Tenant", caller.tenant().toString());
        response.setHeader("X-Auth-Subject", caller.subject());
        if (caller instanceof KeyCaller key) {
            response.setHeader("X-Auth-Key-Id", key.key().toString());
        }
        response.setHeader("X-Auth-Scopes", scopes.toString());
    }

    /** An unknown scope is refused for every caller, so that a misspelled one in a proxy's rule is noticed. */
    private List<String> requestedScopes(HttpServletRequest request) {
        var values = request.getParameterValues(PARAMETER);
        var inQuery = names(Arrays.stream(values == null ? new String[0] : values), " ");
        settings.requireKnown(PARAMETER, inQuery);
        var inHeader = names(Collections.list(request.getHeaders(HEADER)).stream(), "[ \t,]");
        settings.requireKnown(HEADER, inHeader);
        return Stream.concat(inQuery.stream(), inHeader.stream()).toList();
    }

    private static List<String> names(Stream<String> lists, String separator) {
        return lists.flatMap(list -> Arrays.stream(list.split(separator)))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
