package org.keyledger.query.lastused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.InMemoryViews;
import org.keyledger.ledger.Views;

@DisplayName("Recording when keys and sessions were last used")
@Timeout(30)
class LastUsedTrackerTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00.750Z");
    private static final Instant NOON_TO_THE_SECOND = Instant.parse("2026-03-04T12:00:00Z");

    private final Views views = new InMemoryViews();

    @Test
    void returns_it_immediately_to_the_second() {
        try (var tracker = LastUsedTracker.start(views)) {
            assertThat(tracker.lastUsed("one")).isEmpty();
            tracker.record("one", NOON);

            assertThat(tracker.lastUsed("one")).contains(NOON_TO_THE_SECOND);
            assertThat(tracker.lastUsed("two")).isEmpty();
        }
    }

    @Test
    void is_visible_to_other_nodes_within_two_seconds() {
        try (var here = LastUsedTracker.start(views);
                var elsewhere = LastUsedTracker.start(views)) {
            here.record("one", NOON);

            var lastUsed = Eventually.awaitPresent(
                    () -> elsewhere.lastUsed("one"), Duration.ofSeconds(2), here::unwrittenCount);

            assertThat(lastUsed).isEqualTo(NOON_TO_THE_SECOND);
        }
    }

    @Test
    void keeps_the_latest() {
        try (var tracker = LastUsedTracker.start(views)) {
            tracker.record("one", NOON.plusSeconds(2));
            tracker.record("one", NOON);

            assertThat(tracker.lastUsed("one")).contains(NOON_TO_THE_SECOND.plusSeconds(2));
        }
    }

    @Test
    void returns_many_in_one_call() {
        try (var tracker = LastUsedTracker.start(views)) {
            tracker.record("stored", NOON);
            tracker.record("both", NOON);
            tracker.record("over", NOON);
        }
        try (var tracker = LastUsedTracker.start(views)) {
            tracker.record("own", NOON.plusSeconds(1));
            tracker.record("both", NOON.plusSeconds(2));
            tracker.remove("over");

            assertThat(tracker.lastUsedOf(List.of("stored", "own", "both", "over", "never")))
                    .containsOnly(
                            entry("stored", NOON_TO_THE_SECOND),
                            entry("own", NOON_TO_THE_SECOND.plusSeconds(1)),
                            entry("both", NOON_TO_THE_SECOND.plusSeconds(2)));
            assertThat(tracker.lastUsedOf(List.of())).isEmpty();
        }
    }

    @Test
    void removes_ended_entries() {
        try (var tracker = LastUsedTracker.start(views)) {
            tracker.record("one", NOON);
            tracker.record("two", NOON);
        }
        try (var tracker = LastUsedTracker.start(views)) {
            tracker.remove("one");
            tracker.remove("never seen");

            assertThat(tracker.lastUsed("one")).isEmpty();
        }

        assertThat(views.count("sightings")).isEqualTo(1);
    }

    @Test
    void writes_all_before_it_closes() {
        try (var tracker = LastUsedTracker.start(views)) {
            IntStream.range(0, 2_500).forEach(i -> tracker.record("thing " + i, NOON));
        }

        try (var later = LastUsedTracker.start(views)) {
            assertThat(IntStream.range(0, 2_500).mapToObj(i -> later.lastUsed("thing " + i)))
                    .containsOnly(Optional.of(NOON_TO_THE_SECOND));
        }
    }

    @Test
    void removes_many_of_many_entries() {
        try (var tracker = LastUsedTracker.start(views)) {
            IntStream.range(0, 2_500).forEach(i -> tracker.record("thing " + i, NOON));
        }
        try (var tracker = LastUsedTracker.start(views)) {
            IntStream.range(0, 5_000).filter(i -> i % 2 == 0).forEach(i -> tracker.remove("thing " + i));
            tracker.record("new", NOON);
        }

        assertThat(views.count("sightings")).isEqualTo(1_251);
        assertThat(views.find("sightings", "thing 1")).isPresent();
        assertThat(views.find("sightings", "new")).isPresent();
    }

    @Test
    void drops_excess_entries() {
        try (var tracker = LastUsedTracker.start(views)) {
            IntStream.range(0, 120_000).forEach(i -> tracker.record(i, NOON));
            assertThat(tracker.unwrittenCount()).isLessThanOrEqualTo(100_000);
        }
    }
}
