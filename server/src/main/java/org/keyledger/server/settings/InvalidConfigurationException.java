package org.keyledger.server.settings;

/**
 * Thrown if the service cannot start with its settings. The message is for the operator: what is wrong, and what to do.
 */
public final class InvalidConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public InvalidConfigurationException(String message) {
        super(message);
    }

    InvalidConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
