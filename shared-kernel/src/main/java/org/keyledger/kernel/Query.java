package org.keyledger.kernel;

/**
 * Asks the query side for something.
 *
 * @param <A> the type of the answer
 */
public interface Query<A> {

    /** The class of the answer. */
    Class<A> responseType();
}
