package org.keyledger.consumer.subscription;

/** What a handler needs is away at the moment; no other event would fare better. */
public final class RetryLaterException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RetryLaterException(String why) {
        super(why);
    }

    public RetryLaterException(String why, Throwable cause) {
        super(why, cause);
    }
}
