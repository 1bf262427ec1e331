package org.keyledger.ledger.rollbackdetection;

/** A source that is told here, each second. */
public interface HeadStore extends HeadWitness {

    /** @throws RuntimeException if it is not durable there */
    void write(KnownHead witness);
}
