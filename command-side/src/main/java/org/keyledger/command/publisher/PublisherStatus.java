package org.keyledger.command.publisher;

import java.util.Optional;

/**
 * Status of the publisher.
 *
 * @param publishedPosition the last position that was published or skipped as private; -1 before the first
 * @param lag how many events are not published yet
 * @param skipped how many records of the publisher's topic were skipped because their MAC is missing or wrong
 * @param error the current error, if any
 */
public record PublisherStatus(State state, long publishedPosition, long lag, long skipped, Optional<String> error) {

    /** Whether events are published, here or by another publisher. */
    public boolean isUp() {
        return state == State.PUBLISHING || state == State.STANDBY;
    }

    /** What the publisher is doing. */
    public enum State {
        /** Not started, or reading its checkpoint. */
        STARTING,
        /** Publishing new events as they are appended. */
        PUBLISHING,
        /** Kafka is unavailable; the publisher retries and then catches up. */
        RETRYING,
        /**
         * Another publisher of this ledger has taken over; this one takes over again if the other makes no progress.
         */
        STANDBY,
        /** The topics contain events that the ledger does not, or the ledger is corrupt; an operator has to act. */
        STOPPED,
        CLOSED
    }
}
