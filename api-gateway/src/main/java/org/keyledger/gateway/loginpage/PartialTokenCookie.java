package org.keyledger.gateway.loginpage;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyledger.gateway.problem.PublicSettings;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** The partial token of a log-in that waits for its second factor, in a cookie that lasts as long as the token. */
final class PartialTokenCookie {

    private static final String NAME = "keyledger_partial_token";
    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final PublicSettings settings;

    PartialTokenCookie(PublicSettings settings) {
        this.settings = settings;
    }

    private String name() {
        return settings.secure() ? "__Host-" + NAME : NAME;
    }

    Optional<String> find(HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(name()))
                        .map(cookie -> String.valueOf(cookie.getValue()))
                        .filter(value -> !value.isEmpty())
                        .findFirst();
    }

    void write(HttpServletResponse response, String partialToken) {
        add(response, partialToken, LIFETIME);
    }

    void clear(HttpServletResponse response) {
        add(response, "", Duration.ZERO);
    }

    private void add(HttpServletResponse response, String value, Duration maxAge) {
        var cookie = ResponseCookie.from(name(), value)
                .path("/")
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(settings.secure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
