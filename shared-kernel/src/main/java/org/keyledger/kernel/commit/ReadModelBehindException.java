package org.keyledger.kernel.commit;

/** A query asked for more than its read models have seen, and they did not catch up in time: ask again. */
public final class ReadModelBehindException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public ReadModelBehindException(long minPosition) {
        super("the read models have not reached position " + minPosition + " yet");
    }
}
