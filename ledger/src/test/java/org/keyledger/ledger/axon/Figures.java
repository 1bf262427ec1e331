package org.keyledger.ledger.axon;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.InMemoryViews;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.axon.Samples.Greet;
import org.keyledger.ledger.axon.Samples.Meet;
import org.keyledger.ledger.sqlite.SqliteLedgerHome;
import org.keyledger.ledger.wrapping.MasterKey;

/**
 * Measures commands, projections and replay on this machine. Not a test:
 *
 * <pre>
 * ./mvnw -q -pl ledger test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp ledger/target/test-classes:ledger/target/classes:$(cat ledger/target/classpath) \
 *     org.keyledger.ledger.axon.Figures [memory | directory] [threads] [commands]
 * </pre>
 */
final class Figures {

    private final Ledger ledger;
    private final Vault vault;
    private final Views views;
    private final int threads;
    private final int commands;

    private Figures(Ledger ledger, Vault vault, Views views, int threads, int commands) {
        this.ledger = ledger;
        this.vault = vault;
        this.views = views;
        this.threads = threads;
        this.commands = commands;
    }

    /** Arguments: {@code memory} or an empty directory, how many threads call, how many commands they send. */
    public static void main(String[] arguments) throws InterruptedException {
        String where = arguments.length > 0 ? arguments[0] : "memory";
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 32;
        int commands = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 20_000;
        if (where.equals("memory")) {
            new Figures(new InMemoryLedger(), new InMemoryVault(), new InMemoryViews(), threads, commands).measure();
            return;
        }
        MasterKey master = MasterKey.createIfAbsent(Path.of(where, "master.key"));
        try (SqliteLedgerHome home = SqliteLedgerHome.open(Path.of(where), master, Clock.systemUTC())) {
            new Figures(home.ledger(), home.vault(), home.views(), threads, commands).measure();
        }
    }

    private void measure() throws InterruptedException {
        ProjectionGroup group = new ProjectionGroup("figures", views, Node.named("here"));
        try (World world = new World(ledger, vault, configurer -> {
            configurer.eventProcessing(group::configure);
            configurer.eventProcessing(it -> it.registerEventHandler(configuration -> new GreetingCounts(group)));
        })) {
            run("warm-up", commands / 4, world, i -> new Meet("w" + i, "Ada Lovelace"));
            run("commands that open a subject", commands, world, i -> new Meet("p" + i, "Ada Lovelace"));
            run("other commands", commands, world, i -> new Greet("p" + i, 1));
            latency(world, group);
            replay(world);
        }
    }

    private void run(String what, int times, World world, IntFunction<?> command) throws InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(threads);
        long begun = System.nanoTime();
        for (int i = 0; i < times; i++) {
            Object sent = command.apply(i);
            callers.execute(() -> world.positionOf(sent));
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
            Position stored = world.positionOf(new Greet("p" + i, 1)).orElseThrow();
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
