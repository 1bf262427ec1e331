package org.keyledger.command.user;

import java.util.function.Function;
import org.axonframework.config.Configuration;
import org.keyledger.kernel.user.UserId;

/** A kind of credential that a user can log in with. */
public interface WayIn {

    /** How many credentials of this kind the user has. The caller has locked the user. */
    int count(UserId user);

    /** Finds the kind of one feature among Axon's components; each feature that users log in with has such a bean. */
    interface Source extends Function<Configuration, WayIn> {}
}
