package org.keyledger.ledger;

import java.time.Instant;

/**
 * One event as it is stored.
 *
 * @param aggregateId the identifier of the aggregate it belongs to
 * @param aggregateType the type of that aggregate; empty for an event of no aggregate
 * @param sequence its number among the events of the aggregate, from 0 without gaps
 * @param id unique id of the event
 * @param eventType the stored event name, such as {@code apikey.rotated}; never a class name
 * @param revision the revision of the payload of this event type, from 1
 * @param time when it was recorded, in milliseconds
 * @param payload JSON of the event; personal and secret fields are encrypted
 */
public record EventRecord(
        String aggregateId,
        String aggregateType,
        long sequence,
        String id,
        String eventType,
        int revision,
        Instant time,
        byte[] payload) {}
