package org.keyledger.gateway.loginpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.keyledger.gateway.cookie.HostCookie;
import org.keyledger.gateway.problem.PublicSettings;

/** The partial token of a log-in that waits for its second factor, in a cookie that lasts as long as the token. */
final class PartialTokenCookie {

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final HostCookie cookie;

    PartialTokenCookie(PublicSettings settings) {
        this.cookie = HostCookie.of("keyledger_partial_token", settings);
    }

    Optional<String> find(HttpServletRequest request) {
        return cookie.values(request).stream().findFirst();
    }

    void write(HttpServletResponse response, String partialToken) {
        cookie.write(response, partialToken, LIFETIME);
    }

    void clear(HttpServletResponse response) {
        cookie.clear(response);
    }
}
