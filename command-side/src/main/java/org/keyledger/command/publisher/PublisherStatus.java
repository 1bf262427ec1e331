package org.keyledger.command.publisher;

import java.util.Optional;

/**
 * How publishing fares.
 *
 * @param publishedPosition the last position that was published or passed over; -1 before the first
 * @param lag how many events wait
 * @param error what is wrong, if anything is
 */
public record PublisherStatus(State state, long publishedPosition, long lag, Optional<String> error) {

    /** What the publisher is doing. */
    public enum State {
        /** Not begun, or looking where it was. */
        STARTING,
        /** Following the ledger. */
        PUBLISHING,
        /** Kafka is away; it tries again and catches up. */
        RETRYING,
        /** Another publisher of this ledger has taken over; it steps in when that one stands still. */
        STANDBY,
        /** Kafka and the ledger do not belong together, or the ledger is broken: an operator must look. */
        STOPPED,
        CLOSED
    }
}
