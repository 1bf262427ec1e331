package org.keyledger.ledger.rollbackdetection;

/** A source that is told here, each second. */
public interface WitnessPlace extends WitnessSource {

    /** @throws RuntimeException if it is not durable there */
    void write(Witness witness);
}
