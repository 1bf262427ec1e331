package org.keyledger.command.user;

import java.util.Optional;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.apikey.ApiKeyCreators;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.axon.LedgerRepository;

/** Reads the creators of API keys from the user aggregates. */
final class UserApiKeyCreators implements ApiKeyCreators {

    private final Repository<User> users;

    UserApiKeyCreators(Repository<User> users) {
        this.users = users;
    }

    @Override
    public Optional<ApiKeyCreator> find(UserId user) {
        return LedgerRepository.find(users, user.toString()).map(found -> found.invoke(User::asApiKeyCreator));
    }
}
