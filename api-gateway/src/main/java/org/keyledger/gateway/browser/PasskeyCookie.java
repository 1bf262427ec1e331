package org.keyledger.gateway.browser;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyledger.gateway.cookie.SessionCookies;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.gateway.problem.PublicSettings;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/** The cookie that binds the options of a log-in with a passkey to a browser: 16 random bytes, hidden from scripts. */
final class PasskeyCookie {

    private static final String NAME = "passkey_login";
    private static final String PATH = SessionCookies.API_PATH + "/passkeys/login";
    private static final int BYTES = 16;

    private final PublicSettings settings;
    private final RandomSource randomSource;

    PasskeyCookie(PublicSettings settings, RandomSource randomSource) {
        this.settings = settings;
        this.randomSource = randomSource;
    }

    /** Sets the cookie and returns its value. */
    String create(HttpServletResponse response) {
        var value = Base64.getUrlEncoder().withoutPadding().encodeToString(randomSource.bytes("passkey login", BYTES));
        var cookie = ResponseCookie.from(NAME, value)
                .path(PATH)
                .httpOnly(true)
                .secure(settings.secure())
                .sameSite("Strict")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
        return value;
    }

    Optional<String> find(HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(NAME))
                        .map(cookie -> String.valueOf(cookie.getValue()))
                        .findFirst();
    }
}
