package org.keyledger.command.session;

import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/** Checks sessions against the current credential of their user. */
public interface SessionValidator {

    /**
     * Whether a session that was started at this credential version is valid: the version is the current one, or the
     * change that replaced it kept this session. Locks the user until the current commit, so that this node handles no
     * other command for the user meanwhile.
     */
    boolean isSessionValid(UserId user, CredentialVersion version, SessionId session);
}
