package org.keyledger.ledger.axon;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.InMemoryViews;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.axon.Samples.Meet;

/**
 * Measures commands, projections and replay on this machine. Not a test:
 *
 * <pre>
 * ./mvnw -q -pl ledger test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp ledger/target/test-classes:ledger/target/classes:$(cat ledger/target/classpath) \
 *     org.keyledger.ledger.axon.Figures [memory] [threads] [commands]
 * </pre>
 */
final class Figures {

    private final Ledger ledger;
    private final Views views;
    private final int threads;
    private final int commands;

    private Figures(Ledger ledger, Views views, int threads, int commands) {
        this.ledger = ledger;
        this.views = views;
        this.threads = threads;
        this.commands = commands;
    }

    public static void main(String[] arguments) throws InterruptedException, IOException {
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 32;
        int commands = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20_000;
        try (Ledger ledger = new InMemoryLedger();
                Views views = new InMemoryViews()) {
            new Figures(ledger, views, threads, commands).measure();
        }
    }

    private void measure() throws InterruptedException {
        ProjectionGroup group = new ProjectionGroup("figures", views, Node.named("here"));
        InMemoryVault vault = new InMemoryVault();
        try (World world = new World(ledger, vault, configurer -> {
            configurer.eventProcessing(group::configure);
            configurer.eventProcessing(it -> it.registerEventHandler(configuration -> new GreetingCounts(group)));
        })) {
            run("warm-up", commands / 4, world, "w");
            run("commands", commands, world, "p");
            latency(world, group);
            replay(world);
        }
    }

    private void run(String what, int times, World world, String prefix) throws InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        long begun = System.nanoTime();
        for (int i = 0; i < times; i++) {
            String person = prefix + i;
            callers.execute(() -> world.positionOf(new Meet(person, "Ada Lovelace")));
        }
        callers.shutdown();
        if (!callers.awaitTermination(10, TimeUnit.MINUTES)) {
            throw new IllegalStateException("too slow");
        }
        say("%s: %,d commits/s by %d threads", what, per(times, begun), threads);
    }

    private void latency(World world, ProjectionGroup group) throws InterruptedException {
        List<Long> taken = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Position stored = world.positionOf(new Meet("latency" + i, "Ada")).orElseThrow();
            long begun = System.nanoTime();
            if (!group.awaitReached(stored, Duration.ofSeconds(10))) {
                throw new IllegalStateException("the projection is late");
            }
            taken.add(System.nanoTime() - begun);
        }
        taken.sort(null);
        Function<Integer, Double> percentile = it -> taken.get(taken.size() * it / 100 - 1) / 1e6;
        say(
                "seen in the read model after %.2f ms (median), %.2f ms (99 %%)",
                percentile.apply(50), percentile.apply(99));
    }

    private void replay(World world) throws InterruptedException {
        long events = ledger.next().value();
        long begun = System.nanoTime();
        try (BlockingStream<TrackedEventMessage<?>> stream =
                world.axon.eventStore().openStream(null)) {
            for (long i = 0; i < events; i++) {
                stream.nextAvailable().getPayload();
            }
        }
        say("replay: %,d events/s, opened and read", per(events, begun));
    }

    private static long per(long times, long begun) {
        return times * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - begun);
    }

    private static void say(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
