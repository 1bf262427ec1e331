package org.keyledger.kernel.commit;

/** Thrown if the read models did not reach the position that a query requires within the timeout. Retry the query. */
public final class ReadModelBehindException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ReadModelBehindException(long minPosition) {
        super("Read models have not reached position " + minPosition + ", retry the query");
    }
}
