package org.keyledger.command.user;

import org.axonframework.modelling.command.Repository;
import org.keyledger.command.session.SessionValidator;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.axon.LedgerRepository;

/** Checks a session against the user's current credential in the ledger. */
final class UserSessionValidator implements SessionValidator {

    private final Repository<User> users;

    UserSessionValidator(Repository<User> users) {
        this.users = users;
    }

    @Override
    public boolean isSessionValid(UserId user, CredentialVersion version, SessionId session) {
        return LedgerRepository.find(users, user.toString())
                .filter(found -> found.invoke(User::credential).allowsSession(version, session))
                .isPresent();
    }
}
