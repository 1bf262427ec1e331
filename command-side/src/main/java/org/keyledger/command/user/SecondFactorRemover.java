package org.keyledger.command.user;

import org.keyledger.kernel.user.UserId;

/** Removes second factors that somebody else may have enrolled. */
public interface SecondFactorRemover {

    /** Turns the user's factor off in the current commit; does nothing if none is on or pending. */
    void removeUnproved(UserId user);
}
