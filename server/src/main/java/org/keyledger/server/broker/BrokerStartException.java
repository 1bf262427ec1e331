package org.keyledger.server.broker;

/** Thrown if the Kafka broker in this process cannot start. The message is for the operator. */
public final class BrokerStartException extends RuntimeException {

    private static final long serialVersionUID = 1;

    BrokerStartException(String message) {
        super(message);
    }

    BrokerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
