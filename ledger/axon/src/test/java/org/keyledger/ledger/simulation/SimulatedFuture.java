package org.keyledger.ledger.simulation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value that one actor waits for. A second value is ignored. */
final class SimulatedFuture<T> {

    private final SimulationScheduler scheduler;
    private @Nullable T value;
    private @Nullable SimulatedThread waiting;
    private long ticket;

    SimulatedFuture(SimulationScheduler turns) {
        this.scheduler = turns;
    }

    void complete(T kept) {
        if (value == null) {
            value = kept;
            if (waiting != null) {
                waiting.wake(ticket);
            }
        }
    }

    boolean isCompleted() {
        return value != null;
    }

    Optional<T> await(long nanos) {
        if (value == null) {
            SimulatedThread self = scheduler.running();
            waiting = self;
            ticket = self.ticket();
            self.await(nanos);
            waiting = null;
        }
        return Optional.ofNullable(value);
    }
}
