package org.keyledger.consumer.subscription;

import java.time.Instant;

/**
 * A published event: CloudEvents 1.0, read from the binary content mode of the Kafka protocol binding.
 *
 * @param id {@code <ledger>.<epoch>/<position>}; permanently unique together with {@code source}
 * @param source the ledger that it comes from
 * @param type the event type, such as {@code apikey.revoked}
 * @param subject the entity that it is about; events of one subject arrive in order
 * @param time when it was recorded
 * @param position its position in the ledger; increases from event to event, with gaps
 * @param data its body
 * @param <D> the type of the body
 */
public record CloudEvent<D>(
        String id, String source, String type, String subject, Instant time, long position, D data) {}
