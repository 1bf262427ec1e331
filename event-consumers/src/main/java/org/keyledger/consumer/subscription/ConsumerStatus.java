package org.keyledger.consumer.subscription;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How a consumer fares.
 *
 * @param name which one
 * @param state what it is doing
 * @param handledPosition the ledger position of the last event it is done with, parked ones included; -1 before the first
 * @param lag how much of its topic it has not handled, in Kafka's offsets, of which the end of a transaction takes one
 *     too; empty while nobody knows
 * @param deadLetters the events that could not be handled and those that wait behind them, oldest first
 * @param error what is wrong, if anything is
 */
public record ConsumerStatus(
        String name,
        State state,
        long handledPosition,
        OptionalLong lag,
        List<DeadLetterInfo> deadLetters,
        Optional<String> error) {

    /** What the consumer is doing. */
    public enum State {
        STARTING,
        FOLLOWING,
        /** Kafka, or what the handler needs, is away; it tries again. */
        RETRYING,
        CLOSED
    }

    /** An event that waits: {@code why} it failed, or behind which it stands. */
    public record DeadLetterInfo(String id, String type, String subject, String reason) {}
}
