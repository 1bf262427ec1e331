package org.keyledger.consumer.subscription;

import java.nio.file.Path;
import java.util.List;

/**
 * Handles the events of a consumer. An event may be delivered again after a crash, but never before an earlier event of
 * its subject.
 *
 * @param <D> the type of the body
 */
@FunctionalInterface
public interface EventHandler<D> {

    /**
     * Handles one event.
     *
     * @throws RetryLaterException if something that the handler needs is unavailable: all events wait, and this one is
     *     delivered again
     * @throws Exception if this event cannot be handled: after several attempts it becomes a dead letter together with
     *     later events of its subject, and other subjects continue
     */
    void handle(CloudEvent<D> event) throws Exception;

    /** Makes the effects of handled events durable. Once it returns, these events are not delivered again. */
    default void flush() throws Exception {}

    /**
     * How many events are handled before each {@link #flush} at most; after a crash, as many are delivered again. A
     * handler with a costly {@code flush} returns more.
     */
    default int maxBatch() {
        return 50;
    }

    /**
     * Whether the handler recognizes every event that it has handled, also if its topic is filled again from the ledger.
     * Otherwise a consumer that proves its records remembers the last event in a file, and skips events up to it.
     */
    default boolean recognizesHandledEvents() {
        return false;
    }

    /** Damaged files of the handler that were set aside and not deleted since then. */
    default List<Path> damagedFiles() {
        return List.of();
    }
}
