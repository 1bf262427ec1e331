package org.keyledger.gateway.user;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.kernel.user.UserId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookie that a browser gets when somebody signs up in it: user id and time, 16 and 8 bytes, and their HMAC-SHA-256
 * under the link key, in base64url. The link that is mailed after the sign-up logs in where this cookie is. Alone it
 * authenticates nobody. Its user is made up if the address was taken.
 */
public final class SignUpCookie {

    private static final String NAME = "keyledger_sign_up";
    private static final byte[] LABEL = "sign_up\0".getBytes(StandardCharsets.UTF_8);
    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final int CONTENT_BYTES = 24;
    private static final int BYTES = CONTENT_BYTES + 32;

    private final ServiceKeys keys;
    private final PublicSettings settings;
    private final Clock clock;

    SignUpCookie(ServiceKeys keys, PublicSettings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
    }

    /** The prefix makes browsers refuse the cookie from other hosts (RFC 6265bis, section 4.1.3.2). */
    private String name() {
        return settings.secure() ? "__Host-" + NAME : NAME;
    }

    /** Does nothing if the sign-up needs no link. */
    public void write(HttpServletResponse response, Registration.Registered registered) {
        if (registered.verificationRequired()) {
            var content = ByteBuffer.allocate(CONTENT_BYTES)
                    .putLong(registered.user().value().getMostSignificantBits())
                    .putLong(registered.user().value().getLeastSignificantBits())
                    .putLong(clock.instant().getEpochSecond())
                    .array();
            var value =
                    ByteBuffer.allocate(BYTES).put(content).put(hmac(content)).array();
            add(response, Base64.getUrlEncoder().withoutPadding().encodeToString(value), LIFETIME);
        }
    }

    public void clear(HttpServletResponse response) {
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

    /** Whether this user signed up in the browser of the request within the last day. */
    public boolean names(UserId user, HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies != null
                && Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(name()))
                        .flatMap(cookie -> read(String.valueOf(cookie.getValue())).stream())
                        .anyMatch(user::equals);
    }

    private Optional<UserId> read(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != BYTES) {
            return Optional.empty();
        }
        var content = Arrays.copyOf(bytes, CONTENT_BYTES);
        if (!MessageDigest.isEqual(hmac(content), Arrays.copyOfRange(bytes, CONTENT_BYTES, BYTES))) {
            return Optional.empty();
        }
        var fields = ByteBuffer.wrap(content);
        var user = new UserId(new UUID(fields.getLong(), fields.getLong()));
        return isRecent(Instant.ofEpochSecond(fields.getLong())) ? Optional.of(user) : Optional.empty();
    }

    /** The absolute difference, so that a clock that was set back does not extend the day. */
    private boolean isRecent(Instant signedUpAt) {
        return Duration.between(signedUpAt, clock.instant()).abs().compareTo(LIFETIME) < 0;
    }

    private byte[] hmac(byte[] content) {
        return Hmac.sha256(keys.key(ServiceKeys.Purpose.LINK), LABEL, content);
    }
}
