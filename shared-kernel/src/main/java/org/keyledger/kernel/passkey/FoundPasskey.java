package org.keyledger.kernel.passkey;

import java.util.Optional;

/**
 * The passkey with a credential id; empty if there is none.
 *
 * @param current whether this was the state at the ledger's head when the query was handled
 */
public record FoundPasskey(Optional<RegisteredPasskey> passkey, boolean current) {}
