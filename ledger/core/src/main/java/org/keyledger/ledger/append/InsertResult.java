package org.keyledger.ledger.append;

/** What a store said to an ordered insert. */
public sealed interface InsertResult {

    /** All are durable. */
    record AllInserted() implements InsertResult {}

    /** Those before {@code index} are durable; there a unique index refused, which one is not said; the rest was not tried. */
    record DuplicateKey(int index) implements InsertResult {}

    /** Those before {@code index} are durable; this one can never be stored; the rest was not tried. */
    record Rejected(int index, String reason) implements InsertResult {}

    /** Nothing was written, for want of space. */
    record StorageFull() implements InsertResult {}

    /** Nobody knows which of them are stored, or whether those that are will stay. */
    record Unknown(Throwable cause) implements InsertResult {}

    /** As {@link Unknown}, and this process can never find out: it has to end. */
    record Fatal(Throwable cause) implements InsertResult {}
}
