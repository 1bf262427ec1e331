package org.keyledger.command.session;

import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.UserId;

/** The users whose sessions start and end. Each call locks the user until the current commit. */
public interface SessionOwners {

    /** Whether no log-in of this user is accepted before the password is reset by mail. */
    boolean requiresPasswordReset(UserId user);

    /** Drops, in the current commit, what this session has requested and what is still pending. */
    void dropRequestsOf(SessionId session, UserId user);
}
