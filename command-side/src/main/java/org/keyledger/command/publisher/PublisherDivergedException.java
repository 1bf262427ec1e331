package org.keyledger.command.publisher;

/** If the Kafka topics and the ledger do not belong together. A retry does not help; an operator has to act. */
final class PublisherDivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PublisherDivergedException(String message) {
        super(message);
    }
}
