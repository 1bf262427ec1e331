package org.keyledger.command.tenant;

import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/** The users of tenants, as the ledger has them. */
@FunctionalInterface
public interface TenantMembers {

    /**
     * Whether this is the current version of the user's credential. Locks the user until the current commit; a handler
     * that also loads the tenant loads the user first.
     */
    boolean isCurrent(CredentialVersion version, UserId user);
}
