package org.keyledger.consumer.subscription;

/** What a handler needs is away at the moment; no other event would fare better. */
public final class TryAgain extends RuntimeException {

    private static final long serialVersionUID = 1;

    public TryAgain(String why) {
        super(why);
    }

    public TryAgain(String why, Throwable cause) {
        super(why, cause);
    }
}
