package org.keyledger.command.user;

import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.CredentialVersion;

/**
 * The current credential of a user: its version, and the session that the latest change kept.
 *
 * @param keptSession the only session that stays valid although it was started at an earlier version; null if there is
 *     none
 */
record CurrentCredential(
        CredentialVersion version, @Nullable SessionId keptSession) {

    static CurrentCredential withoutKeptSession(CredentialVersion version) {
        return new CurrentCredential(version, null);
    }

    boolean isAt(CredentialVersion provedVersion) {
        return version.equals(provedVersion);
    }

    /** Whether a session that was started at this version is valid. */
    boolean allowsSession(CredentialVersion startedOn, SessionId session) {
        return isAt(startedOn) || session.equals(keptSession);
    }

    CredentialVersion next() {
        return version.next();
    }
}
