package org.keyledger.gateway.session;

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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookie that a browser gets when it opens a link that verifies an address: user id, request id and time of opening,
 * 16, 16 and 8 bytes, and their HMAC-SHA-256 under the link key, in base64url. A log-in with the password that carries it
 * within an hour shows that one person reads the mail and holds the password. It authenticates nobody.
 */
public final class OpenedLinkCookie {

    private static final String NAME = "keyledger_opened_link";
    private static final byte[] LABEL = "opened_link\0".getBytes(StandardCharsets.UTF_8);
    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final int CONTENT_BYTES = 40;
    private static final int BYTES = CONTENT_BYTES + 32;

    private final ServiceKeys keys;
    private final PublicSettings settings;
    private final Predicate<HttpServletRequest> sameOrigin;
    private final Clock clock;

    /** @param sameOrigin whether a request comes from this service's own origin or from no browser */
    OpenedLinkCookie(ServiceKeys keys, PublicSettings settings, Predicate<HttpServletRequest> sameOrigin, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.sameOrigin = sameOrigin;
        this.clock = clock;
    }

    /** The prefix makes browsers refuse the cookie from other hosts (RFC 6265bis, section 4.1.3.2). */
    private String name() {
        return settings.secure() ? "__Host-" + NAME : NAME;
    }

    public void set(HttpServletResponse response, LinkToken link) {
        var content = ByteBuffer.allocate(CONTENT_BYTES)
                .putLong(link.user().value().getMostSignificantBits())
                .putLong(link.user().value().getLeastSignificantBits())
                .putLong(link.request().value().getMostSignificantBits())
                .putLong(link.request().value().getLeastSignificantBits())
                .putLong(clock.instant().getEpochSecond())
                .array();
        var value = ByteBuffer.allocate(BYTES).put(content).put(hmac(content)).array();
        var cookie = ResponseCookie.from(
                        name(), Base64.getUrlEncoder().withoutPadding().encodeToString(value))
                .path("/")
                .maxAge(LIFETIME)
                .httpOnly(true)
                .secure(settings.secure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    /**
     * The mail of this user whose link was opened in the browser of this request within the last hour. Empty for a
     * cross-origin request: another site could send the visitor's cookie with a password of its own.
     */
    public Optional<MailRequestId> findOpenedLink(HttpServletRequest request, UserId user) {
        var cookies = request.getCookies();
        return cookies == null || !sameOrigin.test(request)
                ? Optional.empty()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(name()))
                        .flatMap(cookie -> read(cookie.getValue(), user).stream())
                        .findFirst();
    }

    private Optional<MailRequestId> read(String text, UserId user) {
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
        var owner = new UserId(new UUID(fields.getLong(), fields.getLong()));
        var link = new MailRequestId(new UUID(fields.getLong(), fields.getLong()));
        var openedAt = Instant.ofEpochSecond(fields.getLong());
        return owner.equals(user) && isRecent(openedAt) ? Optional.of(link) : Optional.empty();
    }

    /** The absolute difference, so that a clock that was set back does not extend the hour. */
    private boolean isRecent(Instant openedAt) {
        return Duration.between(openedAt, clock.instant()).abs().compareTo(LIFETIME) < 0;
    }

    private byte[] hmac(byte[] content) {
        return Hmac.sha256(keys.key(ServiceKeys.Purpose.LINK), LABEL, content);
    }
}
