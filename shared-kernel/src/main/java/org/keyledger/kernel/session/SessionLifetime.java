package org.keyledger.kernel.session;

import java.time.Instant;
import java.util.Optional;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.session.SessionEvent.SessionStarted;

/**
 * How long a session that was not ended lasts. The aggregate, the listing and the in-memory verifier fold a session's
 * events with it.
 *
 * @param idleUntil when it ends unless it is refreshed before
 * @param endsAt when it ends however often it is refreshed
 */
public record SessionLifetime(Instant idleUntil, Instant endsAt) {

    public static SessionLifetime of(SessionStarted event) {
        return new SessionLifetime(event.idleUntil(), event.endsAt());
    }

    /** The lifetime after this event; empty once an event ended the session. */
    public Optional<SessionLifetime> after(SessionEvent event) {
        if (event instanceof SessionEnded || event instanceof RefreshTokenReused) {
            return Optional.empty();
        }
        return Optional.of(
                event instanceof SessionRefreshed refreshed
                        ? new SessionLifetime(refreshed.idleUntil(), endsAt)
                        : this);
    }

    /** When it ends without an event. */
    public Instant end() {
        return idleUntil.isBefore(endsAt) ? idleUntil : endsAt;
    }

    public boolean isOverAt(Instant now) {
        return !now.isBefore(end());
    }
}
