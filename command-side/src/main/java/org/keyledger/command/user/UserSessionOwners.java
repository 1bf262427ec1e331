package org.keyledger.command.user;

import java.util.Optional;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.session.SessionOwners;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.axon.LedgerRepository;

/** Decides for sessions about their users. An erased user has nothing pending. */
final class UserSessionOwners implements SessionOwners {

    private final Repository<User> users;

    UserSessionOwners(Repository<User> users) {
        this.users = users;
    }

    @Override
    public boolean requiresPasswordReset(UserId user) {
        return find(user).map(it -> it.invoke(User::requiresPasswordReset)).orElse(false);
    }

    @Override
    public void dropRequestsOf(SessionId session, UserId user) {
        find(user).ifPresent(it -> it.execute(owner -> owner.dropEmailChangeOf(session)));
    }

    private Optional<Aggregate<User>> find(UserId user) {
        return LedgerRepository.find(users, user.toString());
    }
}
