package org.keyledger.kernel.passkey;

import org.keyledger.kernel.user.UserId;

/** Events of a claim to a credential id. A claim has exactly one event; this makes a credential id unique. */
public sealed interface PasskeyCredentialEvent {

    /** The credential id belongs to this passkey. No other one can have it, even after the passkey is removed. */
    record PasskeyCredentialClaimed(PasskeyCredentialClaimId claim, UserId user, PasskeyId passkey)
            implements PasskeyCredentialEvent {}
}
