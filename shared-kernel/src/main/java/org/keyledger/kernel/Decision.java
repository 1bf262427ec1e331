package org.keyledger.kernel;

/** What a command came to. A refusal is a value: it crosses processes and rolls nothing back. */
public sealed interface Decision {

    /** Decided, and recorded. */
    record Done() implements Decision {}

    /** Already so; nothing was recorded. */
    record NoChange() implements Decision {}

    /** Not allowed, and why; whatever must be remembered of the attempt was recorded. */
    record Refused(Refusal reason) implements Decision {}

    static Decision done() {
        return new Done();
    }

    static Decision noChange() {
        return new NoChange();
    }

    static Decision refuse(Refusal reason) {
        return new Refused(reason);
    }
}
