package org.keyledger.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.crypto.Hmac;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookie that forms are bound to before a log-in: 16 random bytes in base64url. The CSRF token of a form is the
 * HMAC-SHA-256 of its value. Scripts cannot read it, and with an https {@code PUBLIC_URL} no other host can set it.
 */
final class PreSessionCookie {

    private static final String NAME = "keyledger_form";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final byte[] LABEL = "form\0".getBytes(UTF_8);
    private static final int BYTES = 16;

    private final ServiceKeys keys;
    private final PublicSettings settings;
    private final RandomSource randomSource;

    PreSessionCookie(ServiceKeys keys, PublicSettings settings, RandomSource randomSource) {
        this.keys = keys;
        this.settings = settings;
        this.randomSource = randomSource;
    }

    String create() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomSource.bytes("form", BYTES));
    }

    Optional<String> find(HttpServletRequest request) {
        return values(request).stream().findFirst();
    }

    private List<String> values(HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies == null
                ? List.of()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(name()))
                        .map(cookie -> String.valueOf(cookie.getValue()))
                        .filter(value -> FORM.matcher(value).matches())
                        .toList();
    }

    private String name() {
        return settings.secure() ? "__Host-" + NAME : NAME;
    }

    String csrfToken(String cookie) {
        var hmac = Hmac.sha256(keys.key(Purpose.CSRF_TOKEN), LABEL, cookie.getBytes(UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac);
    }

    boolean isCsrfToken(HttpServletRequest request, String field) {
        return values(request).stream()
                .anyMatch(it -> MessageDigest.isEqual(csrfToken(it).getBytes(UTF_8), field.getBytes(UTF_8)));
    }

    void write(HttpServletResponse response, String value) {
        var cookie = ResponseCookie.from(name(), value)
                .path("/")
                .httpOnly(true)
                .secure(settings.secure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
