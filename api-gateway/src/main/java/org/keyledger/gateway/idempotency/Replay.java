package org.keyledger.gateway.idempotency;

import java.time.Instant;
import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.gateway.messaging.ReadYourWrites.Written;

/**
 * An earlier request that created the resource, and that the present request repeats.
 *
 * @param ids the same as in the earlier request
 * @param recordedAt when the resource was created
 * @param position of the last event of the commit
 * @param written how to answer with it
 */
public record Replay(RequestIds ids, Instant recordedAt, long position, Written written) {}
