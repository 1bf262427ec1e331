package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Callbacks that wait until a majority has a part of the log. Each gets an empty text, or why that is unknown. */
final class WriteConcernWaiters {

    private record Waiter(int upTo, Consumer<String> end) {}

    private final SimulationScheduler scheduler;
    private final List<Waiter> waiting = new ArrayList<>();

    WriteConcernWaiters(SimulationScheduler turns) {
        this.scheduler = turns;
    }

    void add(int upTo, long patience, Consumer<String> end) {
        Waiter one = new Waiter(upTo, end);
        waiting.add(one);
        scheduler.after(patience, () -> {
            if (waiting.remove(one)) {
                scheduler.happened("wtimeout");
                end.accept("waiting for replication timed out");
            }
        });
    }

    void committed(int upTo) {
        for (Waiter one : List.copyOf(waiting)) {
            if (one.upTo() <= upTo && waiting.remove(one)) {
                one.end().accept("");
            }
        }
    }

    void steppedDown() {
        List<Waiter> left = List.copyOf(waiting);
        waiting.clear();
        left.forEach(one -> one.end().accept("primary stepped down"));
    }

    /** Drops all callbacks, because the process crashed. */
    void clear() {
        waiting.clear();
    }
}
