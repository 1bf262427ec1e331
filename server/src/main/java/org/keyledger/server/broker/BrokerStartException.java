package org.keyledger.server.broker;

/** The Kafka broker in this process cannot start. The message is for the operator. */
public final class BrokerStartException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokerStartException(String why) {
        super(why);
    }

    BrokerStartException(String why, Throwable cause) {
        super(why, cause);
    }
}
