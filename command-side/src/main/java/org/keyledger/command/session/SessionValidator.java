package org.keyledger.command.session;

import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/** What sessions must know of users. */
public interface SessionValidator {

    /**
     * Whether a session that was started on this version of the user's credential may live: the version is the current
     * one, or the change that replaced it kept this session. The user is held until the commit that is under way: on this
     * node nothing else is decided about them meanwhile.
     */
    boolean isSessionValid(UserId user, CredentialVersion version, SessionId session);
}
