package org.keyledger.server.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.server.memory.HeapTrimmer.OldGeneration;

@DisplayName("Trimming the heap")
class HeapTrimmerTest {

    private static final Duration IDLE = Duration.ofMillis(900);
    private static final Duration BUSY = Duration.ofSeconds(6);

    private final AtomicLong cpuNanos = new AtomicLong();
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong content = new AtomicLong();
    private final AtomicInteger collections = new AtomicInteger();
    private final HeapTrimmer trimmer =
            new HeapTrimmer(cpuNanos::get, new OldGeneration(used::get, content::get), this::collect);

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

    @Test
    void happens_under_load_when_the_old_generation_has_grown_by_half() {
        minutes(IDLE);
        content.set(400_000_000);
        used.set(600_000_000);
        minutes(BUSY);
        assertThat(collections).hasValue(1);

        used.set(600_000_001);
        minutes(BUSY);
        assertThat(collections).hasValue(2);

        minutes(BUSY);
        assertThat(collections).hasValue(2);
    }

    @Test
    void does_not_happen_under_load_while_there_is_little_content() {
        content.set(20_000_000);
        used.set(150_000_000);
        minutes(BUSY, BUSY);
        assertThat(collections).hasValue(0);
    }

    @Test
    void finds_the_old_generation_of_the_serial_collector() {
        assertThat(OldGeneration.ofThisProcess())
                .as("tests run with -XX:+UseSerialGC")
                .isNotEqualTo(OldGeneration.NONE);
    }

    /** Garbage is what exceeds the content. */
    private void collect() {
        collections.incrementAndGet();
        used.set(content.get());
    }

    private void minutes(Duration... used) {
        for (var cpu : used) {
            cpuNanos.addAndGet(cpu.toNanos());
            trimmer.endMinute();
        }
    }
}
