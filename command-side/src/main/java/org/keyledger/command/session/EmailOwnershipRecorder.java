package org.keyledger.command.session;

import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

/** Records that a user who logged in with the password also reads the mails to the address. */
@FunctionalInterface
public interface EmailOwnershipRecorder {

    /**
     * Records it in the current commit, unless it is known or another mail verified the address.
     *
     * @param openedLink the mail whose link was opened in the browser of the log-in
     * @param session the session that the log-in started
     */
    void record(UserId user, MailRequestId openedLink, SessionId session);
}
