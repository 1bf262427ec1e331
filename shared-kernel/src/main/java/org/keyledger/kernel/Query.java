package org.keyledger.kernel;

/**
 * A query to the query side.
 *
 * @param <A> the type of the response
 */
public interface Query<A> {

    /** The class of the response. */
    Class<A> responseType();
}
