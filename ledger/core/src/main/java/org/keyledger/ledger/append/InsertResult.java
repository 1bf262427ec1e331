package org.keyledger.ledger.append;

import org.keyledger.ledger.AppendRejectedException;

/** The result of an ordered insert. */
public sealed interface InsertResult {

    /** All commits are durable. */
    record AllInserted() implements InsertResult {}

    /** The commits before {@code index} are durable, that one violates some unique index, the rest was not tried. */
    record DuplicateKey(int index) implements InsertResult {}

    /** The commits before {@code index} are durable, that one is certainly not stored, the rest was not tried. */
    record Rejected(int index, AppendRejectedException cause) implements InsertResult {}

    /** Nothing was written, the store has no space left. */
    record StorageFull() implements InsertResult {}

    /** It is not known which commits are stored, or whether a crash or an election can still undo them. */
    record Unknown(Throwable cause) implements InsertResult {}

    /** As {@link Unknown}, and this process can never find out: it must end. */
    record Fatal(Throwable cause) implements InsertResult {}
}
