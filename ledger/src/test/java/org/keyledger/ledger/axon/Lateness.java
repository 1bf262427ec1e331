package org.keyledger.ledger.axon;

import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.axon.Samples.Greet;
import org.keyledger.ledger.axon.Samples.Meet;

/** How long after its acknowledgement a commit is in the read model, seen by one more caller than the load has. */
final class Lateness {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final World world;
    private final ProjectionGroup group;
    private final LongStream.Builder taken = LongStream.builder();

    Lateness(World world, ProjectionGroup group) {
        this.world = world;
        this.group = group;
    }

    /** Looks until it is closed. */
    AutoCloseable watch() {
        AtomicBoolean enough = new AtomicBoolean();
        ExecutorService watcher = Executors.newSingleThreadExecutor();
        Future<?> end = watcher.submit(() -> {
            look(enough);
            return enough;
        });
        return () -> {
            enough.set(true);
            watcher.shutdown();
            end.get();
        };
    }

    private void look(AtomicBoolean enough) throws InterruptedException {
        while (!enough.get()) {
            String person = UUID.randomUUID().toString();
            world.positionOf(new Meet(person, "Grace"));
            for (int i = 0; i < 10; i++) {
                Position stored = world.positionOf(new Greet(person, 1)).orElseThrow();
                long begun = System.nanoTime();
                if (!group.awaitReached(stored, LONG)) {
                    throw new IllegalStateException("the projection is late");
                }
                taken.add(System.nanoTime() - begun);
            }
        }
    }

    void say() {
        long[] sorted = taken.build().sorted().toArray();
        System.out.println(String.format(
                Locale.ROOT,
                "  in the read model after %.1f ms (median), %.1f ms (99 %%) of %,d looks",
                sorted[sorted.length / 2] / 1e6,
                sorted[sorted.length * 99 / 100] / 1e6,
                sorted.length));
    }
}
