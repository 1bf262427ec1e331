package org.keyledger.command.user;

import org.keyledger.kernel.Decision;
import org.keyledger.kernel.federation.NewIdentity;
import org.keyledger.kernel.user.UserId;

/** Links identities of providers to users, in the current commit. */
public interface IdentityLinker {

    /** Links the identity, unless it is linked to another account or the user has another one of the provider. */
    Decision link(UserId user, NewIdentity added) throws Exception;

    /** Releases every identity of a user who is being erased. */
    void releaseAll(UserId user);
}
