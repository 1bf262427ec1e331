package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Who waits on a primary until a majority holds so much of its log. They hear an empty text, or why it is not known. */
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

    /** The process died: nobody hears anything. */
    void clear() {
        waiting.clear();
    }
}
