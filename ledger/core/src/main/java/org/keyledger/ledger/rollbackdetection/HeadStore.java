package org.keyledger.ledger.rollbackdetection;

/** A witness to which {@link HeadRecorder} writes the head each second. */
public interface HeadStore extends HeadWitness {

    /** @throws RuntimeException if the head is not durable */
    void write(KnownHead head);
}
