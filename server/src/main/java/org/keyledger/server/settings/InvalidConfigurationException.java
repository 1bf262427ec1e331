package org.keyledger.server.settings;

/** Why the service does not start and what to do about it: one paragraph for whoever started it. */
public final class InvalidConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public InvalidConfigurationException(String what) {
        super(what);
    }

    public InvalidConfigurationException(String what, Throwable cause) {
        super(what, cause);
    }
}
