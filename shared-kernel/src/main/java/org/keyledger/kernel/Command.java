package org.keyledger.kernel;

/** Asks the command side to decide something; answered by a {@link Decision}. */
public interface Command {

    /** The id of the aggregate that decides, or of the one that the decision is routed by. */
    Object targetId();
}
