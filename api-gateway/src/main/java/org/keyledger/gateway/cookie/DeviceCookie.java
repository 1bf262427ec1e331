package org.keyledger.gateway.cookie;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.session.SessionId;

/**
 * The cookie by which a later log-in shows that the browser was used before: the id of its first session and the
 * HMAC-SHA-256 of it, 16 and 32 bytes in base64url. It stays after a log-out and authenticates nobody.
 */
public final class DeviceCookie {

    private static final int ID_BYTES = 16;
    /** Browsers keep no cookie longer (RFC 6265bis, section 5.5). */
    private static final Duration LIFETIME = Duration.ofDays(400);

    private final SignedCookie cookie;

    DeviceCookie(ServiceKeys keys, PublicSettings settings) {
        this.cookie =
                new SignedCookie(HostCookie.of("device", settings), keys, Purpose.SESSION_COOKIE, "device", ID_BYTES);
    }

    /** The first session of the browser; empty without an authentic cookie. */
    public Optional<SessionId> find(HttpServletRequest request) {
        return cookie.contents(request)
                .map(id -> new SessionId(new UUID(id.getLong(), id.getLong())))
                .findFirst();
    }

    /** Sets the cookie, or extends the one that the browser has. */
    void write(HttpServletRequest request, HttpServletResponse response, SessionId started) {
        var first = find(request).orElse(started).value();
        var content = ByteBuffer.allocate(ID_BYTES)
                .putLong(first.getMostSignificantBits())
                .putLong(first.getLeastSignificantBits());
        cookie.write(response, content.array(), LIFETIME);
    }
}
