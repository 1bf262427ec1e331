package org.keyledger.server.broker;

/** The broker in the JVM cannot run, and why, in words for whoever started the program. */
public final class BrokerStartException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokerStartException(String why) {
        super(why);
    }

    BrokerStartException(String why, Throwable cause) {
        super(why, cause);
    }
}
