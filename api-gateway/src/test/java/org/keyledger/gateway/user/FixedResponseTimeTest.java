package org.keyledger.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A fixed response time")
class FixedResponseTimeTest {

    private final AtomicLong now = new AtomicLong();

    /** Each wait ends too early. */
    private final FixedResponseTime time =
            new FixedResponseTime(now::get, nanos -> now.addAndGet(Math.min(nanos, 20_000_000)));

    @ParameterizedTest
    @CsvSource({"0,50", "3,50", "30,50", "60,100", "149,150", "150,200"})
    void is_the_next_multiple_of_50_ms(long worked, long responded) {
        var answer = time.run(() -> {
            now.addAndGet(Duration.ofMillis(worked).toNanos());
            return "done";
        });

        assertThat(answer).isEqualTo("done");
        assertThat(Duration.ofNanos(now.get()).toMillis()).isEqualTo(responded);
    }

    @Test
    void holds_for_a_failure_too() {
        assertThatThrownBy(() -> time.run(() -> {
                    throw new IllegalStateException("failed");
                }))
                .hasMessage("failed");

        assertThat(Duration.ofNanos(now.get()).toMillis()).isEqualTo(50);
    }
}
