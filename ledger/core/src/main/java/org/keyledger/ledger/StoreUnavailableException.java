package org.keyledger.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The store behind a port does not respond: nothing can be read, and it is not known whether a requested change was
 * stored. The call may be repeated later; the message names what an operator can do.
 */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public StoreUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
