package org.keyledger.consumer.subscription;

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
}
