package org.keyledger.command.user;

import java.util.List;
import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.user.UserId;

/** All credentials that a user can log in with: the last one is not removed. */
public final class WaysIn {

    private final Repository<User> users;
    private final List<WayIn> kinds;

    WaysIn(Repository<User> users, List<WayIn> kinds) {
        this.users = users;
        this.kinds = List.copyOf(kinds);
    }

    /**
     * How many credentials the user has. Locks the user until the current commit.
     *
     * @param mailedLink whether users can log in by a link that is mailed to a verified address
     */
    public int count(UserId user, boolean mailedLink) {
        var account = users.load(user.toString());
        var own = account.invoke(it -> (it.hasPassword() ? 1 : 0) + (mailedLink && it.isEmailVerified() ? 1 : 0));
        return own + kinds.stream().mapToInt(kind -> kind.count(user)).sum();
    }
}
