package org.keyledger.ledger.axon;

import java.time.Duration;
import java.util.Locale;
import java.util.stream.LongStream;
import org.keyledger.ledger.Position;

/** The time from the acknowledgement of a commit until it is visible in the read model. */
final class ProjectionLatency {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final ProjectionGroup group;
    private final LongStream.Builder taken = LongStream.builder();

    ProjectionLatency(ProjectionGroup group) {
        this.group = group;
    }

    void awaitProjected(Position stored) throws InterruptedException {
        long begun = System.nanoTime();
        if (!group.awaitReached(stored, TIMEOUT)) {
            throw new IllegalStateException("the projection is late");
        }
        taken.add(System.nanoTime() - begun);
    }

    @Override
    public String toString() {
        long[] sorted = taken.build().sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%.1f ms (median), %.1f ms (99 %%) of %,d looks",
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                sorted.length);
    }
}
