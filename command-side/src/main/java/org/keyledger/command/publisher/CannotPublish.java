package org.keyledger.command.publisher;

/** Kafka and the ledger do not belong together: no retry helps, an operator must look. */
final class CannotPublish extends RuntimeException {

    private static final long serialVersionUID = 1;

    CannotPublish(String why) {
        super(why);
    }
}
