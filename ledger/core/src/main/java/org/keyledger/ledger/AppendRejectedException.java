package org.keyledger.ledger;

/** A commit was rejected: it is certain that it is not stored. */
public sealed class AppendRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private AppendRejectedException(String message) {
        super(message);
    }

    /** Another commit has recorded this sequence of this aggregate. */
    public static final class SequenceConflictException extends AppendRejectedException {

        private static final long serialVersionUID = 1;
        private final String aggregateId;
        private final long sequence;

        public SequenceConflictException(String aggregateId, long sequence) {
            super("sequence " + sequence + " of aggregate " + aggregateId + " is already recorded");
            this.aggregateId = aggregateId;
            this.sequence = sequence;
        }

        public String aggregateId() {
            return aggregateId;
        }

        public long sequence() {
            return sequence;
        }
    }

    /** Another commit has this commit id: the request was already handled, with other events. */
    public static final class DuplicateKeyException extends AppendRejectedException {

        private static final long serialVersionUID = 1;
        private final long last;

        public DuplicateKeyException(Position last) {
            super("the commit id is already used by the commit that ends at position " + last);
            this.last = last.value();
        }

        /** The last position of the commit that has the id. */
        public Position last() {
            return new Position(last);
        }
    }

    /** A key that the commit reserves has another value: it is reserved by another commit. */
    public static final class ReservationConflictException extends AppendRejectedException {

        private static final long serialVersionUID = 1;
        private final String key;

        /** @param key is not in the message, because it may be personal data */
        public ReservationConflictException(String key) {
            super("a key that the commit reserves is reserved by another commit");
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    /** The queue is full, the store cannot be reached or the ledger is closing; the same commit may be appended again. */
    public static final class OverloadedException extends AppendRejectedException {

        private static final long serialVersionUID = 1;

        public OverloadedException(String reason) {
            super(reason);
        }
    }

    /** The store has no space left; nothing was written. */
    public static final class StorageFullException extends AppendRejectedException {

        private static final long serialVersionUID = 1;

        public StorageFullException() {
            super("no space left in the ledger's store, nothing was written: free or add disk space");
        }
    }

    /** The commit can never be stored: too large, an event time too far ahead, a duplicate or missing sequence. */
    public static final class InvalidCommitException extends AppendRejectedException {

        private static final long serialVersionUID = 1;

        public InvalidCommitException(String reason) {
            super(reason);
        }
    }
}
