package org.keyledger.ledger.append;

/** What a store said to an ordered insert. */
public sealed interface Inserted {

    /** All are durable. */
    record All() implements Inserted {}

    /** Those before {@code index} are durable; there a unique index refused, which one is not said; the rest was not tried. */
    record Duplicate(int index) implements Inserted {}

    /** Those before {@code index} are durable; this one can never be stored; the rest was not tried. */
    record Refused(int index, String why) implements Inserted {}

    /** Nothing was written, for want of space. */
    record Full() implements Inserted {}

    /** Nobody knows which of them are stored, or whether those that are will stay. */
    record Unknown(Throwable cause) implements Inserted {}

    /** As {@link Unknown}, and this process can never find out: it has to end. */
    record Fatal(Throwable cause) implements Inserted {}
}
