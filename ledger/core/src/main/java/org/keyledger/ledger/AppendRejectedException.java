package org.keyledger.ledger;

/** Why a commit was not stored; it is certain that it was not. */
public sealed class AppendRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private AppendRejectedException(String message) {
        super(message);
    }

    /** Another commit holds this sequence of this aggregate. */
    public static final class SequenceConflictException extends AppendRejectedException {

        private static final long serialVersionUID = 1;
        private final String aggregateId;
        private final long sequence;

        public SequenceConflictException(String aggregate, long sequence) {
            super("sequence " + sequence + " of " + aggregate + " is taken");
            this.aggregateId = aggregate;
            this.sequence = sequence;
        }

        public String aggregateId() {
            return aggregateId;
        }

        public long sequence() {
            return sequence;
        }
    }

    /** Another commit holds this key: the same request was handled elsewhere, its result stands. */
    public static final class DuplicateKeyException extends AppendRejectedException {

        private static final long serialVersionUID = 1;
        private final long last;

        public DuplicateKeyException(Position last) {
            super("the commit's key is held by the commit that ends at " + last);
            this.last = last.value();
        }

        /** Where the commit that holds the key ends. */
        public Position last() {
            return new Position(last);
        }
    }

    /** The queue is full, or the ledger is shutting down; the same commit may be sent again later. */
    public static final class OverloadedException extends AppendRejectedException {

        private static final long serialVersionUID = 1;

        public OverloadedException(String why) {
            super(why);
        }
    }

    /** There is no room left where the ledger is kept; nothing was written. */
    public static final class StorageFullException extends AppendRejectedException {

        private static final long serialVersionUID = 1;

        public StorageFullException() {
            super("no space left for the ledger: free or add disk space, nothing was written");
        }
    }

    /** The commit itself can never be stored: too large, a time too far ahead, a sequence twice. */
    public static final class InvalidCommitException extends AppendRejectedException {

        private static final long serialVersionUID = 1;

        public InvalidCommitException(String why) {
            super(why);
        }
    }
}
