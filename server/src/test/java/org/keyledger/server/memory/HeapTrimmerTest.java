package org.keyledger.server.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Trimming the heap")
class IdleHeapTrimmerTest {

    private static final Duration IDLE = Duration.ofMillis(900);
    private static final Duration BUSY = Duration.ofSeconds(6);

    private final AtomicLong cpuNanos = new AtomicLong();
    private final AtomicInteger collections = new AtomicInteger();
    private final IdleHeapTrimmer trimmer = new IdleHeapTrimmer(cpuNanos::get, collections::incrementAndGet);

    @Test
    void happens_in_the_first_idle_minute_after_the_start() {
        minutes(BUSY, BUSY);
        assertThat(collections).hasValue(0);
        minutes(IDLE);
        assertThat(collections).hasValue(1);
    }

    @Test
    void happens_once_while_the_service_stays_idle() {
        minutes(IDLE, IDLE, IDLE);
        assertThat(collections).hasValue(1);
    }

    @Test
    void happens_again_after_further_work() {
        minutes(IDLE, BUSY, IDLE, IDLE);
        assertThat(collections).hasValue(2);
    }

    private void minutes(Duration... used) {
        for (var cpu : used) {
            cpuNanos.addAndGet(cpu.toNanos());
            trimmer.endMinute();
        }
    }
}
