package org.keyledger.ledger.simulation;

/** Rung when there is something to do, for one actor that waits. */
final class Bell {

    private final Turns turns;
    private Promise<Boolean> rung;

    Bell(Turns turns) {
        this.turns = turns;
        this.rung = new Promise<>(turns);
    }

    void ring() {
        rung.keep(true);
    }

    void await(long nanos) {
        rung.await(nanos);
        rung = new Promise<>(turns);
    }
}
