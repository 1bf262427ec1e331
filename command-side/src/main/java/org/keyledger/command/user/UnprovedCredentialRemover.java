package org.keyledger.command.user;

import java.util.function.Function;
import org.axonframework.config.Configuration;
import org.keyledger.kernel.user.UserId;

/** Removes credentials of one kind that somebody else may have added before the ownership of the address was proved. */
public interface UnprovedCredentialRemover {

    /** Removes the user's credentials of this kind in the current commit; does nothing if there are none. */
    void removeUnproved(UserId user) throws Exception;

    /** Finds the remover of one feature among Axon's components; each feature with credentials has a bean of this type. */
    interface Source extends Function<Configuration, UnprovedCredentialRemover> {}
}
