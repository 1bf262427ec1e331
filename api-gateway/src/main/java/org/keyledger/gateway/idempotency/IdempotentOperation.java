package org.keyledger.gateway.idempotency;

import org.keyledger.gateway.identifier.RequestIds;

/**
 * A request that creates something and may come twice.
 *
 * @param <A> its answer
 */
public interface IdempotentOperation<A> {

    /** Creates, and answers. */
    A create(CreationContext creation);

    /**
     * Answers again for what was created before.
     *
     * @param mint makes the same as at the first time
     * @param last where the commit that created it ends
     */
    A replay(RequestIds mint, long last);

    /** The id of what was created. */
    Object id(RequestIds mint);
}
