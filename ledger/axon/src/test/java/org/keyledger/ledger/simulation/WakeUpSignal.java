package org.keyledger.ledger.simulation;

/** Wakes one waiting actor when there is work. */
final class WakeUpSignal {

    private final SimulationScheduler scheduler;
    private SimulatedFuture<Boolean> signalled;

    WakeUpSignal(SimulationScheduler turns) {
        this.scheduler = turns;
        this.signalled = new SimulatedFuture<>(turns);
    }

    void signal() {
        signalled.complete(true);
    }

    void await(long nanos) {
        signalled.await(nanos);
        signalled = new SimulatedFuture<>(scheduler);
    }
}
