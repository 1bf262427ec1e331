package org.keyledger.command.user;

import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.CredentialVersion;

/**
 * The version of a user's credential that a decision must be made on.
 *
 * @param keptSession the one session that the latest change of version let live
 */
record CurrentCredential(
        CredentialVersion version, @Nullable SessionId keptSession) {

    static CurrentCredential withoutKeptSession(CredentialVersion version) {
        return new CurrentCredential(version, null);
    }

    boolean isAt(CredentialVersion shown) {
        return version.equals(shown);
    }

    /** Whether a session that was started on this version may live: see {@code CredentialProjection}. */
    boolean allowsSession(CredentialVersion startedOn, SessionId session) {
        return isAt(startedOn) || session.equals(keptSession);
    }

    CredentialVersion next() {
        return version.next();
    }
}
