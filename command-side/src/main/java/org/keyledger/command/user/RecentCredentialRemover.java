package org.keyledger.command.user;

import java.time.Instant;
import org.keyledger.kernel.user.UserId;

/**
 * Removes the ways to log in of one kind that a user has added lately: somebody else may have added them. Those that were
 * added before stay, so that the reader of the mails to an address alone cannot remove a second factor.
 */
public interface RecentCredentialRemover {

    /** In the current commit; the caller has locked the user. */
    void removeAddedSince(UserId user, Instant since);
}
