package org.keyledger.consumer.subscription;

import java.time.Instant;

/**
 * A published event: CloudEvents 1.0, read from the binary mode of its Kafka binding.
 *
 * @param id {@code <ledger>.<epoch>/<position>}: with {@code source} unique for ever
 * @param source which ledger it comes from
 * @param type what happened, {@code apikey.revoked} say
 * @param subject whom it happened to; events of one subject come in order
 * @param time when it was recorded
 * @param position its place in the ledger; grows from event to event, not by one
 * @param data its body
 * @param <D> what the body is read as
 */
public record CloudEvent<D>(
        String id, String source, String type, String subject, Instant time, long position, D data) {}
