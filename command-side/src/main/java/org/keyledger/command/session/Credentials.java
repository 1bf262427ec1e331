package org.keyledger.command.session;

import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/** What sessions must know of users. */
public interface Credentials {

    /**
     * Whether a session that was started on this version of the user's credential may live: the version is the current
     * one, or the change that replaced it kept this session.
     */
    boolean allow(UserId user, CredentialVersion version, SessionId session);
}
