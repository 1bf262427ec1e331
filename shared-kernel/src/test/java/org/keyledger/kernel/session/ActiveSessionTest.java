package org.keyledger.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

@DisplayName("An active session and the generations of its tokens")
class ActiveSessionTest {

    private static final Instant RENEWED = Instant.parse("2026-03-04T05:06:07Z");
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final ActiveSession SESSION = new ActiveSession(
            new SessionId(new UUID(1, 2)),
            new UserId(new UUID(3, 4)),
            new TenantId(new UUID(5, 6)),
            CredentialVersion.FIRST,
            false,
            Authentication.byPassword(RENEWED),
            5,
            RENEWED.minusSeconds(600),
            RENEWED,
            RENEWED.plusSeconds(600));

    @Test
    void accepts_the_current_one_at_any_time() {
        assertThat(SESSION.accepts(5, RENEWED, GRACE)).isTrue();
        assertThat(SESSION.accepts(5, RENEWED.plus(Duration.ofDays(1)), GRACE)).isTrue();
    }

    @Test
    void accepts_the_one_before_within_the_grace_period_only() {
        assertThat(SESSION.accepts(4, RENEWED.plusMillis(9_999), GRACE)).isTrue();
        assertThat(SESSION.accepts(4, RENEWED.plusSeconds(10), GRACE)).isFalse();
        assertThat(SESSION.accepts(4, RENEWED, Duration.ZERO)).isFalse();
    }

    @Test
    void does_not_extend_the_grace_period_when_the_clock_is_set_back() {
        assertThat(SESSION.accepts(4, RENEWED.minusSeconds(5), GRACE)).isTrue();
        assertThat(SESSION.accepts(4, RENEWED.minusSeconds(10), GRACE)).isFalse();
    }

    @Test
    void refuses_every_older_one() {
        assertThat(SESSION.accepts(3, RENEWED, GRACE)).isFalse();
        assertThat(SESSION.accepts(0, RENEWED, GRACE)).isFalse();
        assertThat(SESSION.accepts(Integer.MIN_VALUE, RENEWED, GRACE)).isFalse();
    }

    @Test
    void accepts_a_later_one_because_its_commit_is_not_applied_yet() {
        assertThat(SESSION.accepts(6, RENEWED, GRACE)).isTrue();
    }
}
