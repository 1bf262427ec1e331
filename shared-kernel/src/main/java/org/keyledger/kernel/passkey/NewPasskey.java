package org.keyledger.kernel.passkey;

import org.keyledger.kernel.user.DisplayName;

/** A passkey whose registration the gateway has verified. {@code name} is chosen by the user. */
public record NewPasskey(
        PasskeyId id,
        PasskeyCredentialId credential,
        PasskeyPublicKey publicKey,
        DisplayName name,
        AuthenticatorState state) {}
