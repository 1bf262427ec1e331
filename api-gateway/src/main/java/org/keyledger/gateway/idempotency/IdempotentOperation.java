package org.keyledger.gateway.idempotency;

import org.keyledger.gateway.identifier.RequestIds;

/**
 * An operation that creates a resource and can be repeated with the same {@code Idempotency-Key}.
 *
 * @param <A> type of the response
 */
public interface IdempotentOperation<A> {

    /** Creates the resource and returns the response. */
    A create(CreationContext creation);

    /** Returns the response for the resource that an earlier request created; late read models are no failure. */
    A replay(Replay replay);

    /** The id of the resource. */
    Object id(RequestIds ids);
}
