package org.keyledger.gateway.cookie;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.kernel.session.SessionId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookie by which a later log-in shows that the browser was used before: the id of its first session and the
 * HMAC-SHA-256 of it, 16 and 32 bytes in base64url. It stays after a log-out and authenticates nobody.
 */
public final class DeviceCookie {

    private static final String NAME = "device";
    private static final byte[] LABEL = "device\0".getBytes(StandardCharsets.UTF_8);
    private static final int ID_BYTES = 16;
    private static final int BYTES = ID_BYTES + 32;
    /** Browsers keep no cookie longer (RFC 6265bis, section 5.5). */
    private static final Duration LIFETIME = Duration.ofDays(400);

    private final ServiceKeys keys;
    private final PublicSettings settings;

    DeviceCookie(ServiceKeys keys, PublicSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    /** The first session of the browser; empty without an authentic cookie. */
    public Optional<SessionId> find(HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(name()))
                        .flatMap(cookie -> read(cookie.getValue()).stream())
                        .findFirst();
    }

    /** Sets the cookie, or extends the one that the browser has. */
    void write(HttpServletRequest request, HttpServletResponse response, SessionId started) {
        var first = find(request).orElse(started);
        var cookie = ResponseCookie.from(name(), encode(first))
                .path("/")
                .maxAge(LIFETIME)
                .httpOnly(true)
                .secure(settings.secure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    private String name() {
        return settings.secure() ? "__Host-" + NAME : NAME;
    }

    private String encode(SessionId session) {
        var id = session.value();
        var content = ByteBuffer.allocate(ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        var value = ByteBuffer.allocate(BYTES).put(content).put(hmac(content)).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }

    private Optional<SessionId> read(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != BYTES) {
            return Optional.empty();
        }
        var content = Arrays.copyOf(bytes, ID_BYTES);
        if (!MessageDigest.isEqual(hmac(content), Arrays.copyOfRange(bytes, ID_BYTES, BYTES))) {
            return Optional.empty();
        }
        var id = ByteBuffer.wrap(content);
        return Optional.of(new SessionId(new UUID(id.getLong(), id.getLong())));
    }

    private byte[] hmac(byte[] content) {
        return Hmac.sha256(keys.key(Purpose.SESSION_COOKIE), LABEL, content);
    }
}
