package org.keyledger.consumer.subscription;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Status of a consumer.
 *
 * @param name the consumer's name
 * @param state what it is doing
 * @param handledPosition ledger position of the last event that was handled or became a dead letter; -1 before the
 *     first
 * @param lag how far it is behind the end of its topic, in Kafka offsets, of which each end of a transaction takes one;
 *     empty while unknown
 * @param skipped records that were skipped since the start, because Keyledger has not published them
 * @param deadLetters events that could not be handled and later events of the same subjects, oldest first
 * @param damagedFiles new paths of damaged files that were set aside and not deleted since then
 * @param error the current error, if any
 */
public record ConsumerStatus(
        String name,
        State state,
        long handledPosition,
        OptionalLong lag,
        long skipped,
        List<DeadLetterInfo> deadLetters,
        List<Path> damagedFiles,
        Optional<String> error) {

    /** Whether events are consumed, here or by another member of the group. */
    public boolean isUp() {
        return state == State.FOLLOWING || state == State.STANDBY;
    }

    /** What the consumer is doing. */
    public enum State {
        STARTING,
        FOLLOWING,
        /** Kafka, or something that the handler needs, is unavailable; the consumer retries. */
        RETRYING,
        /** Another member of the consumer group reads the topic. */
        STANDBY,
        /** An error ended the thread of the consumer; it starts again with the process. */
        STOPPED,
        CLOSED
    }

    /**
     * A dead letter.
     *
     * @param reason why it could not be handled, or that it waits for an earlier event of its subject
     */
    public record DeadLetterInfo(String id, String type, String subject, String reason) {}
}
