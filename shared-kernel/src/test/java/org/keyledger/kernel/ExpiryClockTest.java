package org.keyledger.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The clock of expiry decisions")
class ExpiryClockTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final AtomicReference<Instant> floor = new AtomicReference<>(Instant.EPOCH);
    private final ExpiryClock clock = ExpiryClock.notBefore(floor::get, Clock.fixed(NOON, ZoneOffset.UTC));

    @Test
    void is_the_system_clock_while_that_is_after_the_latest_event() {
        floor.set(NOON.minusSeconds(1));

        assertThat(clock.clock().instant()).isEqualTo(NOON);
    }

    @Test
    void is_the_latest_event_when_the_system_clock_is_behind_it() {
        floor.set(NOON.plusSeconds(3600));

        assertThat(clock.clock().instant()).isEqualTo(NOON.plusSeconds(3600));
        assertThat(clock.clock().withZone(ZoneOffset.MAX).millis())
                .isEqualTo(NOON.plusSeconds(3600).toEpochMilli());
    }
}
