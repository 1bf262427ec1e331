package org.keyledger.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keyledger.ledger.AppendRejectedException.InvalidCommitException;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.ConcurrentProjectionException;
import org.keyledger.ledger.Views.Document;

/** Checks that every implementation of a port makes before it writes, so that all stores accept and reject the same. */
public final class StorePreconditions {

    private static final int MAX_VALUE_BYTES = 4096;

    private StorePreconditions() {}

    /** @throws IllegalArgumentException if a value of an {@link AtomicStore} is longer than 4096 bytes */
    public static void requireValueSize(byte[] value) {
        if (value.length > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException(
                    "value must be at most " + MAX_VALUE_BYTES + " bytes, was " + value.length);
        }
    }

    /** @throws InvalidCommitException if two reservations of one commit have the same key */
    public static void requireDistinctKeys(List<Reservation> reservations) {
        if (reservations.stream().map(Reservation::key).distinct().count() < reservations.size()) {
            throw new InvalidCommitException("a commit must not reserve the same key twice");
        }
    }

    /** @throws IllegalArgumentException if an index of the document has an invalid name */
    public static void requireIndexNames(Document document) {
        document.unique().keySet().forEach(StorePreconditions::requireIndexName);
        document.ordered().keySet().forEach(StorePreconditions::requireIndexName);
    }

    /**
     * An index name is a field name in MongoDB, so it is not empty, does not start with {@code $} and contains neither a dot
     * nor a NUL.
     *
     * @throws IllegalArgumentException if the name is invalid
     */
    public static String requireIndexName(String index) {
        if (index.isEmpty() || index.indexOf('.') >= 0 || index.startsWith("$") || index.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "index name must not be empty, start with $ or contain a dot or NUL, was \"" + index + "\"");
        }
        return index;
    }

    /** @throws ConcurrentProjectionException if the stored checkpoint is not the expected one, byte for byte */
    public static void requireCheckpoint(
            String projection, Optional<Checkpoint> stored, Optional<Checkpoint> expected) {
        if (stored.isEmpty() ? expected.isPresent() : !isSame(stored.get(), expected)) {
            throw new ConcurrentProjectionException(projection);
        }
    }

    private static boolean isSame(Checkpoint stored, Optional<Checkpoint> expected) {
        return expected.isPresent()
                && stored.next().equals(expected.get().next())
                && Arrays.equals(stored.token(), expected.get().token());
    }
}
