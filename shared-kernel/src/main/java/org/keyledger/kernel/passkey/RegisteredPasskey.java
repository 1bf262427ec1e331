package org.keyledger.kernel.passkey;

import org.keyledger.kernel.user.UserId;

/** A passkey as its assertions are verified. */
public record RegisteredPasskey(
        PasskeyId id,
        UserId user,
        PasskeyCredentialId credential,
        PasskeyPublicKey publicKey,
        AuthenticatorState state) {}
