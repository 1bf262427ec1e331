package org.keyledger.kernel.passkey;

import org.keyledger.kernel.Command;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.user.DisplayName;

/**
 * Commands to the passkeys of a user. Each is refused if the session in {@code by} is no longer valid at the credential
 * version that it names.
 */
public sealed interface PasskeyCommand extends Command {

    /** The session of the user whose passkeys they are. */
    AuthenticatedSession by();

    @Override
    default UserPasskeysId targetId() {
        return new UserPasskeysId(by().user());
    }

    /** Adds a passkey. The session must be at the credential version that the user has proved again. */
    record RegisterPasskey(AuthenticatedSession by, NewPasskey passkey) implements PasskeyCommand {}

    record RenamePasskey(AuthenticatedSession by, PasskeyId passkey, DisplayName name) implements PasskeyCommand {}

    /**
     * Removes a passkey: no log-in with it is accepted afterwards. Refused if no way to log in would be left. The session
     * must be at the credential version that the user has proved again.
     *
     * @param mailedLink whether the user can log in by a mailed link if the address is verified
     */
    record RemovePasskey(AuthenticatedSession by, PasskeyId passkey, boolean mailedLink) implements PasskeyCommand {}
}
