package org.keyledger.ledger.simulation;

/** When a server last heard of a primary, and a primary of a majority. */
final class ElectionTimer {

    private final SimulationScheduler turns;
    private long heard;
    private long majority;

    ElectionTimer(SimulationScheduler turns) {
        this.turns = turns;
    }

    void heard() {
        heard = turns.now();
    }

    void sawMajority() {
        majority = turns.now();
    }

    /** Whether it has heard of no primary for this long. */
    boolean lonely(long patience) {
        return turns.now() - heard > patience;
    }

    /** Whether it has reached no majority for this long. */
    boolean cutOff(long patience) {
        return turns.now() - majority > patience;
    }
}
