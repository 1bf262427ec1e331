package org.keyledger.kernel.federation;

import java.util.Optional;
import org.keyledger.kernel.user.UserId;

/**
 * The user to whom an identity is linked; empty if there is none.
 *
 * @param current whether this was the state at the ledger's head when the query was handled
 */
public record FoundIdentityOwner(Optional<UserId> user, boolean current) {}
