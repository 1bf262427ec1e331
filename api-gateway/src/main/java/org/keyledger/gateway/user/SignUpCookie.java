package org.keyledger.gateway.user;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.keyledger.gateway.cookie.HostCookie;
import org.keyledger.gateway.cookie.SignedCookie;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.user.UserId;

/**
 * The cookie that a browser gets when somebody signs up in it: user id and time, 16 and 8 bytes, and their HMAC-SHA-256
 * under the link key, in base64url. The link that is mailed after the sign-up logs in where this cookie is. Alone it
 * authenticates nobody. Its user is made up if the address was taken.
 */
public final class SignUpCookie {

    private static final Duration LIFETIME = Duration.ofHours(24);
    private static final int CONTENT_BYTES = 24;

    private final SignedCookie cookie;
    private final Clock clock;

    SignUpCookie(ServiceKeys keys, PublicSettings settings, Clock clock) {
        this.cookie = new SignedCookie(
                HostCookie.of("keyledger_sign_up", settings), keys, Purpose.LINK, "sign_up", CONTENT_BYTES);
        this.clock = clock;
    }

    /** Does nothing if the sign-up needs no link. */
    public void write(HttpServletResponse response, Registration.Registered registered) {
        if (registered.verificationRequired()) {
            var content = ByteBuffer.allocate(CONTENT_BYTES)
                    .putLong(registered.user().value().getMostSignificantBits())
                    .putLong(registered.user().value().getLeastSignificantBits())
                    .putLong(clock.instant().getEpochSecond());
            cookie.write(response, content.array(), LIFETIME);
        }
    }

    public void clear(HttpServletResponse response) {
        cookie.clear(response);
    }

    /** Whether this user signed up in the browser of the request within the last day. */
    public boolean names(UserId user, HttpServletRequest request) {
        return cookie.contents(request).anyMatch(content -> isRecentSignUp(content, user));
    }

    private boolean isRecentSignUp(ByteBuffer content, UserId user) {
        var signedUp = new UserId(new UUID(content.getLong(), content.getLong()));
        return signedUp.equals(user) && isRecent(Instant.ofEpochSecond(content.getLong()));
    }

    /** The absolute difference, so that a clock that was set back does not extend the day. */
    private boolean isRecent(Instant signedUpAt) {
        return Duration.between(signedUpAt, clock.instant()).abs().compareTo(LIFETIME) < 0;
    }
}
