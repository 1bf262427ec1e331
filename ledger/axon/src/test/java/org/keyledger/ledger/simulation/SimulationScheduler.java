package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time and turns. Real code may block, so each actor has a thread; but only one of them runs at any time, which is
 * decided by the queue of events and the seed alone.
 */
final class SimulationScheduler {

    static final long MS = 1_000_000;
    static final long SECOND = 1000 * MS;

    /** Enough stack for a command through every layer in interpreted code; an overflow while a turn is passed on loses it. */
    private static final long STACK_BYTES = 2 * 1024 * 1024;

    private static final Executor THREADS = Executors.newCachedThreadPool(body -> {
        Thread thread = new Thread(null, body, "modelled", STACK_BYTES);
        thread.setDaemon(true);
        return thread;
    });

    private record Event(long time, long number, Runnable what) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            return time == other.time ? Long.compare(number, other.number) : Long.compare(time, other.time);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final List<SimulatedThread> actors = new ArrayList<>();
    private final SortedMap<String, Integer> tally = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private final SimulatedThread controller = new SimulatedThread("stage", this);
    private final Random random;
    private long number;
    private long now;
    private SimulatedThread running = controller;
    private @Nullable SimulatedThread next;

    SimulationScheduler(long seed) {
        random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** Nanoseconds since the beginning. */
    long now() {
        return now;
    }

    Random random() {
        return random;
    }

    /** A random time between the two, in nanoseconds. */
    long between(long least, long most) {
        return least + (long) (random.nextDouble() * (most - least));
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    void after(long nanos, Runnable what) {
        events.add(new Event(now + nanos, number++, what));
    }

    SimulatedThread running() {
        return running;
    }

    SimulatedThread start(String name, SimulatedThread.Body body) {
        SimulatedThread actor = new SimulatedThread(name, this);
        actors.add(actor);
        after(0, () -> {
            next = actor;
        });
        THREADS.execute(() -> {
            actor.run(body);
            actors.remove(actor);
            advance(null);
        });
        return actor;
    }

    /** Counts an event, so that tests can assert that it happened. */
    void happened(String what) {
        tally.merge(what, 1, Integer::sum);
    }

    SortedMap<String, Integer> tally() {
        return tally;
    }

    /** Records an unexpected exception of an actor as a finding. */
    void failed(String name, Throwable why) {
        failures.add(name + ": " + why);
    }

    List<String> failures() {
        return failures;
    }

    void giveTurnTo(SimulatedThread actor) {
        next = actor;
    }

    /** Runs events on the caller's thread until it is the caller's turn again. */
    void advance(@Nullable SimulatedThread self) {
        while (next == null) {
            Event event = events.remove();
            now = event.time();
            event.what().run();
        }
        SimulatedThread chosen = next;
        next = null;
        running = chosen;
        if (chosen != self) {
            chosen.grantTurn();
            if (self != null) {
                self.awaitTurn();
            }
        }
    }

    /** Runs events for this time or until the condition holds; true if it does. */
    boolean play(long nanos, long step, BooleanSupplier done) {
        long end = now + nanos;
        while (now < end && !done.getAsBoolean()) {
            controller.sleep(Math.min(step, end - now));
        }
        return done.getAsBoolean();
    }

    /** Ends all actors and their threads. */
    void end() {
        while (!actors.isEmpty()) {
            List.copyOf(actors).forEach(SimulatedThread::kill);
            controller.sleep(1);
        }
    }
}
