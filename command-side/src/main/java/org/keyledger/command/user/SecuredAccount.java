package org.keyledger.command.user;

import java.time.Instant;
import org.keyledger.kernel.user.UserCommand.SecureAccount;

/**
 * The latest time when the owner secured the account.
 *
 * @param keysEnded whether the API keys have ended since
 */
record SecuredAccount(Instant at, boolean keysEnded) {

    /** Whether the event of this notice happened before, so that nothing remains to be done. */
    boolean covers(SecureAccount command) {
        return !command.notice().requestedAt().isAfter(at) && (keysEnded || !command.revokeKeys());
    }

    SecuredAccount withoutKeys() {
        return new SecuredAccount(at, true);
    }
}
