package org.keyledger.consumer.subscription;

/**
 * Thrown if something that a handler needs is temporarily unavailable, so that no other event could be handled either.
 */
public final class RetryLaterException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public RetryLaterException(String message) {
        super(message);
    }

    public RetryLaterException(String message, Throwable cause) {
        super(message, cause);
    }
}
