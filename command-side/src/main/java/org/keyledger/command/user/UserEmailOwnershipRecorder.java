package org.keyledger.command.user;

import org.axonframework.modelling.command.Repository;
import org.keyledger.command.session.EmailOwnershipRecorder;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;

/** Records the proof in the user's aggregate. */
final class UserEmailOwnershipRecorder implements EmailOwnershipRecorder {

    private final Repository<User> users;

    UserEmailOwnershipRecorder(Repository<User> users) {
        this.users = users;
    }

    @Override
    public void record(UserId user, MailRequestId openedLink, SessionId session) {
        users.load(user.toString()).execute(found -> found.logInAfterOpening(openedLink, session));
    }
}
