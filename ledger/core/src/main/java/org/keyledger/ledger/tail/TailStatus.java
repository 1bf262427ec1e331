package org.keyledger.ledger.tail;

import java.util.Optional;
import org.keyledger.ledger.Position;

/**
 * Status of the tailer.
 *
 * @param next the position it reads next; empty before the first successful read
 * @param stopped whether it has stopped permanently: the chain is broken, an operator must act
 * @param error the last error, if any; unless {@code stopped}, reading is retried each second
 * @param head the latest observation of the ledger's head; empty before the first successful read
 */
public record TailStatus(
        Optional<Position> next, boolean stopped, Optional<String> error, Optional<HeadObservation> head) {

    static final TailStatus INITIAL = new TailStatus(Optional.empty(), false, Optional.empty(), Optional.empty());

    /**
     * The head of the ledger as it was read. It is at least as recent as {@code nanos}.
     *
     * @param next the position after the last event
     * @param nanos the tick at which the read began
     */
    public record HeadObservation(Position next, long nanos) {}

    /** After a read that has succeeded up to this position. */
    TailStatus readUpTo(Position position) {
        return new TailStatus(Optional.of(position), false, Optional.empty(), head);
    }

    TailStatus observed(HeadObservation newer) {
        return new TailStatus(next, false, Optional.empty(), Optional.of(newer));
    }

    TailStatus failed(String message) {
        return new TailStatus(next, false, Optional.of(message), head);
    }

    TailStatus stopped(String message) {
        return new TailStatus(next, true, Optional.of(message), head);
    }
}
