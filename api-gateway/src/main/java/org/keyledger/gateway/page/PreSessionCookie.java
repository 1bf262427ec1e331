package org.keyledger.gateway.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyledger.gateway.cookie.HostCookie;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.crypto.Hmac;

/**
 * The cookie that forms are bound to before a log-in: 16 random bytes in base64url. The CSRF token of a form is the
 * HMAC-SHA-256 of its value. Scripts cannot read it, and with an https {@code PUBLIC_URL} no other host can set it.
 */
final class PreSessionCookie {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final byte[] LABEL = "form\0".getBytes(UTF_8);
    private static final int BYTES = 16;

    private final ServiceKeys keys;
    private final HostCookie cookie;
    private final RandomSource randomSource;

    PreSessionCookie(ServiceKeys keys, PublicSettings settings, RandomSource randomSource) {
        this.keys = keys;
        this.cookie = HostCookie.of("keyledger_form", settings);
        this.randomSource = randomSource;
    }

    String create() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomSource.bytes("form", BYTES));
    }

    Optional<String> find(HttpServletRequest request) {
        return values(request).stream().findFirst();
    }

    private List<String> values(HttpServletRequest request) {
        return cookie.values(request).stream()
                .filter(value -> FORM.matcher(value).matches())
                .toList();
    }

    String csrfToken(String value) {
        var hmac = Hmac.sha256(keys.key(Purpose.CSRF_TOKEN), LABEL, value.getBytes(UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac);
    }

    boolean isCsrfToken(HttpServletRequest request, String field) {
        return values(request).stream()
                .anyMatch(it -> MessageDigest.isEqual(csrfToken(it).getBytes(UTF_8), field.getBytes(UTF_8)));
    }

    void write(HttpServletResponse response, String value) {
        cookie.write(response, value, HostCookie.UNTIL_CLOSED);
    }
}
