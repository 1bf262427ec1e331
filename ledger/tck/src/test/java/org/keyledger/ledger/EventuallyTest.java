package org.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Waiting for what another thread does")
class EventuallyTest {

    private final AtomicInteger polls = new AtomicInteger();

    @Test
    void ends_when_the_condition_is_true() {
        Eventually.awaitTrue(() -> polls.incrementAndGet() == 3, polls::get);

        assertThat(polls).hasValue(3);
    }

    @Test
    void returns_the_first_value() {
        assertThat(Eventually.<Integer>awaitPresent(
                        () -> Optional.of(polls.incrementAndGet()).filter(poll -> poll > 2), polls::get))
                .isEqualTo(3);
    }

    @Test
    void fails_with_what_was_last_seen_when_the_time_is_over() {
        assertThatThrownBy(() -> Eventually.awaitTrue(
                        () -> polls.incrementAndGet() < 0, Duration.ofMillis(5), () -> "poll " + polls))
                .isInstanceOf(AssertionError.class)
                .hasMessage("Not reached within PT0.005S, last seen: poll " + polls);
    }
}
