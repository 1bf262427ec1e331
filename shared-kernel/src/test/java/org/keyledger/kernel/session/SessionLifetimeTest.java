package org.keyledger.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.session.SessionEvent.Reason;
import org.keyledger.kernel.session.SessionEvent.RefreshTokenReused;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionEvent.SessionRefreshed;
import org.keyledger.kernel.user.UserId;

@DisplayName("The lifetime of a session")
class SessionLifetimeTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final SessionId SESSION = new SessionId(new UUID(1, 1));
    private static final SessionLifetime LIFETIME = new SessionLifetime(NOW.plusSeconds(10), NOW.plusSeconds(30));

    @Test
    void ends_when_it_is_idle_for_too_long() {
        assertThat(LIFETIME.end()).isEqualTo(NOW.plusSeconds(10));
        assertThat(LIFETIME.isOverAt(NOW.plusMillis(9_999))).isFalse();
        assertThat(LIFETIME.isOverAt(NOW.plusSeconds(10))).isTrue();
    }

    @Test
    void is_extended_by_a_refresh_up_to_its_end() {
        var user = new UserId(new UUID(1, 2));
        var refreshed = new SessionRefreshed(SESSION, user, 2, Digest.of("token"), NOW.plusSeconds(40));

        assertThat(LIFETIME.after(refreshed))
                .contains(new SessionLifetime(NOW.plusSeconds(40), NOW.plusSeconds(30)))
                .hasValueSatisfying(lifetime -> assertThat(lifetime.end()).isEqualTo(NOW.plusSeconds(30)));
    }

    @Test
    void ends_with_the_events_that_end_a_session() {
        assertThat(LIFETIME.after(new SessionEnded(SESSION, Reason.LOGGED_OUT))).isEmpty();
        assertThat(LIFETIME.after(new RefreshTokenReused(SESSION, 1))).isEmpty();
    }
}
