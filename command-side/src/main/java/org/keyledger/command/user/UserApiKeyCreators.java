package org.keyledger.command.user;

import java.util.Optional;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.apikey.ApiKeyCreators;
import org.keyledger.kernel.user.UserId;

/** Reads the creators of API keys from the user aggregates. */
final class UserApiKeyCreators implements ApiKeyCreators {

    private final Repository<User> users;

    UserApiKeyCreators(Repository<User> users) {
        this.users = users;
    }

    @Override
    public Optional<ApiKeyCreator> find(UserId user) {
        try {
            return Optional.of(users.load(user.toString()).invoke(User::asApiKeyCreator));
        } catch (AggregateNotFoundException e) {
            return Optional.empty();
        }
    }
}
