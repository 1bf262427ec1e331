package org.keyledger.server.broker;

/** The broker in the JVM cannot run, and why, in words for whoever started the program. */
public final class BrokerUnusable extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokerUnusable(String why) {
        super(why);
    }

    BrokerUnusable(String why, Throwable cause) {
        super(why, cause);
    }
}
