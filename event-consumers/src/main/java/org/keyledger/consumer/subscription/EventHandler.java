package org.keyledger.consumer.subscription;

/**
 * What a consumer does with an event. An event may come again after a crash, never before the one that precedes it.
 *
 * @param <D> what the body is read as
 */
@FunctionalInterface
public interface EventHandler<D> {

    /**
     * Handles one event.
     *
     * @throws RetryLaterException when what it needs is away: everything waits, and this event comes again
     * @throws Exception when this event cannot be handled: after a few tries it is parked with what follows on its
     *     subject, and the others go on
     */
    void handle(CloudEvent<D> event) throws Exception;

    /** Makes durable what was handled: once this returns, the events so far are not asked for again. */
    default void flush() throws Exception {}
}
