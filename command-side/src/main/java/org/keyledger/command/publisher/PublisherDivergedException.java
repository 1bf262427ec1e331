package org.keyledger.command.publisher;

/**
 * Thrown if the Kafka topics contain events that the ledger does not. A retry does not help; an operator has to act.
 */
final class PublisherDivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PublisherDivergedException(String message) {
        super(message);
    }
}
