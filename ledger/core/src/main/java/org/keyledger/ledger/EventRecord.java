package org.keyledger.ledger;

import java.time.Instant;

/**
 * One event as the ledger keeps it: bytes in, bytes out.
 *
 * @param aggregateId the identifier of the aggregate it belongs to
 * @param aggregateType the type of that aggregate; empty for an event of no aggregate
 * @param sequence its place in the aggregate's own history, from 0, without a gap
 * @param id unique, chosen by who recorded it
 * @param eventType the stored event name, such as {@code apikey.rotated}; never a class name
 * @param revision the revision of that name's payload, from 1
 * @param time when it was recorded, to the millisecond
 * @param payload the fields, personal and secret ones sealed
 * @param metadata who, from where and why, sealed likewise
 */
public record EventRecord(
        String aggregateId,
        String aggregateType,
        long sequence,
        String id,
        String eventType,
        int revision,
        Instant time,
        byte[] payload,
        byte[] metadata) {}
