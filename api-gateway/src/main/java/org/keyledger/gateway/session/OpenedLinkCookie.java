package org.keyledger.gateway.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.keyledger.gateway.cookie.HostCookie;
import org.keyledger.gateway.cookie.SignedCookie;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

/**
 * The cookie that a browser gets when it opens a link that verifies an address: user id, request id and time of opening,
 * 16, 16 and 8 bytes, and their HMAC-SHA-256 under the link key, in base64url. A log-in with the password that carries it
 * within an hour shows that one person reads the mail and holds the password. It authenticates nobody.
 */
public final class OpenedLinkCookie {

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final int CONTENT_BYTES = 40;

    private final SignedCookie cookie;
    private final Predicate<HttpServletRequest> sameOrigin;
    private final Clock clock;

    /** @param sameOrigin whether a request comes from this service's own origin or from no browser */
    OpenedLinkCookie(ServiceKeys keys, PublicSettings settings, Predicate<HttpServletRequest> sameOrigin, Clock clock) {
        this.cookie = new SignedCookie(
                HostCookie.of("keyledger_opened_link", settings), keys, Purpose.LINK, "opened_link", CONTENT_BYTES);
        this.sameOrigin = sameOrigin;
        this.clock = clock;
    }

    public void set(HttpServletResponse response, LinkToken link) {
        var content = ByteBuffer.allocate(CONTENT_BYTES)
                .putLong(link.user().value().getMostSignificantBits())
                .putLong(link.user().value().getLeastSignificantBits())
                .putLong(link.request().value().getMostSignificantBits())
                .putLong(link.request().value().getLeastSignificantBits())
                .putLong(clock.instant().getEpochSecond());
        cookie.write(response, content.array(), LIFETIME);
    }

    /**
     * The mail of this user whose link was opened in the browser of this request within the last hour. Empty for a
     * cross-origin request: another site could send the visitor's cookie with a password of its own.
     */
    public Optional<MailRequestId> findOpenedLink(HttpServletRequest request, UserId user) {
        return sameOrigin.test(request)
                ? cookie.contents(request)
                        .flatMap(content -> read(content, user).stream())
                        .findFirst()
                : Optional.empty();
    }

    private Optional<MailRequestId> read(ByteBuffer content, UserId user) {
        var owner = new UserId(new UUID(content.getLong(), content.getLong()));
        var link = new MailRequestId(new UUID(content.getLong(), content.getLong()));
        var openedAt = Instant.ofEpochSecond(content.getLong());
        return owner.equals(user) && isRecent(openedAt) ? Optional.of(link) : Optional.empty();
    }

    /** The absolute difference, so that a clock that was set back does not extend the hour. */
    private boolean isRecent(Instant openedAt) {
        return Duration.between(openedAt, clock.instant()).abs().compareTo(LIFETIME) < 0;
    }
}
