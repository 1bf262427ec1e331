package org.keyledger.kernel;

/** A command to the command side, which returns a {@link Decision}. */
public interface Command {

    /** The id of the aggregate that handles the command, or of the aggregate that the command is routed by. */
    Object targetId();
}
