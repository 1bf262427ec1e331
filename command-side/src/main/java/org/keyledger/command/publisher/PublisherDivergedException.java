package org.keyledger.command.publisher;

/** Kafka and the ledger do not belong together: no retry helps, an operator must look. */
final class PublisherDivergedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    PublisherDivergedException(String why) {
        super(why);
    }
}
