package org.keyledger.ledger.simulation;

/** Rung when there is something to do, for one actor that waits. */
final class WakeUpSignal {

    private final SimulationScheduler turns;
    private SimulatedFuture<Boolean> rung;

    WakeUpSignal(SimulationScheduler turns) {
        this.turns = turns;
        this.rung = new SimulatedFuture<>(turns);
    }

    void ring() {
        rung.keep(true);
    }

    void await(long nanos) {
        rung.await(nanos);
        rung = new SimulatedFuture<>(turns);
    }
}
