package org.keyledger.ledger.axon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.axon.EventApplier.EventFollower;
import org.keyledger.ledger.axon.SampleDomain.Greet;
import org.keyledger.ledger.axon.SampleDomain.Meet;

@DisplayName("Applying events to followers on one thread")
@Timeout(60)
class EventApplierTest {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final RecordingFollower first = new RecordingFollower("first");
    private final RecordingFollower second = new RecordingFollower("second");
    private AxonFixture fixture;
    private EventApplier applier;

    @BeforeEach
    void given_two_followers() {
        fixture = new AxonFixture(new InMemoryLedger(), new InMemoryVault(), more -> {});
        applier = new EventApplier(fixture.axon.eventStore(), List.of(first, second));
        applier.start();
    }

    @AfterEach
    void end() {
        applier.close();
        fixture.close();
    }

    @Test
    void passes_each_batch_to_the_first_one_first() {
        fixture.positionOf(new Meet("p1", "Ada"));
        fixture.positionOf(new Greet("p1", 2));

        second.awaitNext(3);

        assertThat(first.positions).containsExactly(0L, 1L, 2L);
        assertThat(second.positions).containsExactly(0L, 1L, 2L);
        assertThat(calls.get(0)).isEqualTo("first 0");
        assertThat(calls.indexOf("first 2")).isLessThan(calls.indexOf("second 2"));
    }

    @Test
    void applies_to_the_first_one_while_the_second_one_fails_and_then_repeats_what_failed() {
        second.fails = true;
        for (int i = 0; i < 5; i++) {
            fixture.positionOf(new Meet("p" + i, "Ada"));
            first.awaitNext(i + 1);
        }
        assertThat(second.positions).isEmpty();

        second.fails = false;
        second.awaitNext(5);

        assertThat(second.positions).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(first.positions).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void survives_an_error_of_a_follower() {
        second.error = true;
        fixture.positionOf(new Meet("p1", "Ada"));
        first.awaitNext(1);
        Eventually.awaitTrue(() -> second.failures > 0, () -> "no failure");

        second.error = false;
        second.awaitNext(1);
    }

    @Test
    void ends_each_follower() {
        fixture.positionOf(new Meet("p1", "Ada"));
        second.awaitNext(1);

        applier.close();

        assertThat(calls).endsWith("first ended", "second ended");
    }

    /** Records the positions of the events. */
    private final class RecordingFollower implements EventFollower {

        private final String name;
        private final List<Long> positions = new CopyOnWriteArrayList<>();
        private volatile boolean fails;
        private volatile boolean error;
        private volatile int failures;

        private RecordingFollower(String name) {
            this.name = name;
        }

        private void awaitNext(long next) {
            Eventually.awaitTrue(() -> positions.size() == next, () -> name + " at " + positions);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Optional<Position> begin() {
            return Optional.of(new Position(positions.size()));
        }

        @Override
        public void apply(List<TrackedEventMessage<?>> events) {
            if (fails) {
                throw new IllegalStateException("as the test requires");
            }
            if (error) {
                throw new AssertionError("as the test requires");
            }
            List<Long> applied = new ArrayList<>();
            events.forEach(event ->
                    applied.add(TrackingTokens.positionOf(event.trackingToken()).value()));
            applied.forEach(position -> calls.add(name + " " + position));
            positions.addAll(applied);
        }

        @Override
        public void onFailure() {
            failures++;
        }

        @Override
        public void end() {
            calls.add(name + " ended");
        }
    }
}
