package org.keyledger.query.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Trusting the verifier's memory")
class FreshnessGuardTest {

    private static final long MILLI = 1_000_000;

    private final AtomicLong now = new AtomicLong(-3_000 * MILLI);
    private final FreshnessGuard guard = new FreshnessGuard(now::get, Duration.ofSeconds(5));

    @Test
    void starts_with_the_first_head_that_is_applied() {
        assertThat(guard.isTrusted()).isFalse();

        guard.observeHead(10, now.get());
        guard.confirmApplied(9);
        assertThat(guard.isTrusted()).isFalse();

        guard.confirmApplied(10);
        assertThat(guard.isTrusted()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0, true", "4999, true", "5000, true", "5001, false", "60000, false"})
    void ends_5_s_after_the_observation_without_any_further_call(long millis, boolean trusted) {
        guard.observeHead(10, now.get());
        guard.confirmApplied(10);

        pass(millis);

        assertThat(guard.isTrusted()).isEqualTo(trusted);
    }

    @Test
    void is_not_renewed_by_reading_heads_that_are_not_applied() {
        guard.observeHead(10, now.get());
        guard.confirmApplied(10);

        for (var second = 1; second <= 12; second++) {
            pass(1_000);
            guard.observeHead(11, now.get());
            guard.confirmApplied(10);
            assertThat(guard.isTrusted()).as("second %d", second).isEqualTo(second <= 5);
        }
        guard.confirmApplied(11);
        assertThat(guard.isTrusted()).isTrue();
    }

    @Test
    void is_not_renewed_by_applying_while_the_head_is_not_read() {
        guard.observeHead(10, now.get());
        guard.confirmApplied(10);

        for (var second = 1; second <= 12; second++) {
            pass(1_000);
            guard.observeHead(10, -3_000 * MILLI); // the tail reports its last read again
            guard.confirmApplied(10 + second);
        }
        assertThat(guard.isTrusted()).isFalse();
    }

    @Test
    void ends_immediately_when_the_tail_has_stopped() {
        guard.observeHead(10, now.get());
        guard.confirmApplied(10);

        guard.distrust();

        assertThat(guard.isTrusted()).isFalse();
    }

    @Test
    void is_kept_while_the_memory_follows_a_growing_ledger_with_a_constant_delay() {
        var heads = new ArrayList<Long>();
        for (var tick = 0; tick < 600; tick++) {
            heads.add(tick * 7L);
            guard.observeHead(heads.get(tick), now.get());
            guard.confirmApplied(tick < 40 ? 0 : heads.get(tick - 40)); // 4 s behind
            if (tick > 41) {
                assertThat(guard.isTrusted()).as("tick %d", tick).isTrue();
            }
            pass(100);
        }
    }

    /** Against the definition, with all observations kept. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void is_never_given_without_a_recent_head_that_is_applied(long seed) {
        var random = new Random(seed);
        var observations = new ArrayList<long[]>();
        long head = 0;
        long applied = 0;
        for (var step = 0; step < 2_000; step++) {
            pass(random.nextInt(random.nextInt(20) == 0 ? 4_000 : 200));
            if (random.nextBoolean()) {
                head += random.nextInt(3);
                observations.add(new long[] {head, now.get()});
                guard.observeHead(head, now.get());
            }
            if (random.nextInt(3) > 0) {
                applied = Math.min(head, applied + random.nextInt(4));
                guard.confirmApplied(applied);
            }
            var confirmed = applied;
            var deserved =
                    observations.stream().anyMatch(it -> it[0] <= confirmed && now.get() - it[1] <= 5_000 * MILLI);
            assertThat(!guard.isTrusted() || deserved).as("step %d", step).isTrue();
        }
    }

    private void pass(long millis) {
        now.addAndGet(millis * MILLI);
    }
}
