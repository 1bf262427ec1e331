package org.keyledger.kernel;

/**
 * The result of a command. A refusal is a value, not an exception: it can cross processes, and events that were applied
 * before it are still committed.
 */
public sealed interface Decision {

    /** Accepted, and its events are recorded. */
    record Done() implements Decision {}

    /** Already in the requested state; nothing was recorded. */
    record NoChange() implements Decision {}

    /** Refused for this reason. Events that document the attempt, such as a reused refresh token, were recorded. */
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
