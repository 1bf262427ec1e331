package org.keyledger.server.management;

/** Thrown if the management listener cannot accept connections. The message is for the operator. */
public final class ManagementStartException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ManagementStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
