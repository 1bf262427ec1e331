package org.keyledger.query.lastused;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.ledger.InMemoryViews;
import org.keyledger.ledger.Views;

@Timeout(30)
class LastUsedTrackerTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00.750Z");
    private static final Instant NOON_TO_THE_SECOND = Instant.parse("2026-03-04T12:00:00Z");

    private final Views views = new InMemoryViews();

    @Test
    void tells_it_at_once_to_the_second() {
        try (var sightings = LastUsedTracker.start(views)) {
            assertThat(sightings.last("one")).isEmpty();
            sightings.seen("one", NOON);

            assertThat(sightings.last("one")).contains(NOON_TO_THE_SECOND);
            assertThat(sightings.last("two")).isEmpty();
        }
    }

    @Test
    void tells_others_within_two_seconds() throws InterruptedException {
        try (var here = LastUsedTracker.start(views);
                var elsewhere = LastUsedTracker.start(views)) {
            here.seen("one", NOON);
            var began = System.nanoTime();
            while (elsewhere.last("one").isEmpty()) {
                Thread.sleep(10);
            }

            assertThat(System.nanoTime() - began).isLessThan(2_000_000_000L);
            assertThat(elsewhere.last("one")).contains(NOON_TO_THE_SECOND);
        }
    }

    @Test
    void keeps_the_latest() {
        try (var sightings = LastUsedTracker.start(views)) {
            sightings.seen("one", NOON.plusSeconds(2));
            sightings.seen("one", NOON);

            assertThat(sightings.last("one")).contains(NOON_TO_THE_SECOND.plusSeconds(2));
        }
    }

    @Test
    void tells_of_many_at_once() {
        try (var sightings = LastUsedTracker.start(views)) {
            sightings.seen("stored", NOON);
            sightings.seen("both", NOON);
            sightings.seen("over", NOON);
        }
        try (var sightings = LastUsedTracker.start(views)) {
            sightings.seen("own", NOON.plusSeconds(1));
            sightings.seen("both", NOON.plusSeconds(2));
            sightings.forget("over");

            assertThat(sightings.lastOf(List.of("stored", "own", "both", "over", "never")))
                    .containsOnly(
                            entry("stored", NOON_TO_THE_SECOND),
                            entry("own", NOON_TO_THE_SECOND.plusSeconds(1)),
                            entry("both", NOON_TO_THE_SECOND.plusSeconds(2)));
            assertThat(sightings.lastOf(List.of())).isEmpty();
        }
    }

    @Test
    void forgets_what_is_over() {
        try (var sightings = LastUsedTracker.start(views)) {
            sightings.seen("one", NOON);
            sightings.seen("two", NOON);
        }
        try (var sightings = LastUsedTracker.start(views)) {
            sightings.forget("one");
            sightings.forget("never seen");

            assertThat(sightings.last("one")).isEmpty();
        }

        assertThat(views.count("sightings")).isEqualTo(1);
    }

    @Test
    void writes_all_before_it_closes() {
        try (var sightings = LastUsedTracker.start(views)) {
            IntStream.range(0, 2_500).forEach(i -> sightings.seen("thing " + i, NOON));
        }

        try (var later = LastUsedTracker.start(views)) {
            assertThat(IntStream.range(0, 2_500).mapToObj(i -> later.last("thing " + i)))
                    .containsOnly(Optional.of(NOON_TO_THE_SECOND));
        }
    }

    @Test
    void forgets_many_of_many() {
        try (var sightings = LastUsedTracker.start(views)) {
            IntStream.range(0, 2_500).forEach(i -> sightings.seen("thing " + i, NOON));
        }
        try (var sightings = LastUsedTracker.start(views)) {
            IntStream.range(0, 5_000).filter(i -> i % 2 == 0).forEach(i -> sightings.forget("thing " + i));
            sightings.seen("new", NOON);
        }

        assertThat(views.count("sightings")).isEqualTo(1_251);
        assertThat(views.find("sightings", "thing 1")).isPresent();
        assertThat(views.find("sightings", "new")).isPresent();
    }

    @Test
    void loses_what_is_too_much_rather_than_grow() {
        try (var sightings = LastUsedTracker.start(views)) {
            IntStream.range(0, 120_000).forEach(i -> sightings.seen(i, NOON));
            assertThat(sightings.waiting()).isLessThanOrEqualTo(100_000);
        }
    }
}
