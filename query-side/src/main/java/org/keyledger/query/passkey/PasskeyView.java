package org.keyledger.query.passkey;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.passkey.AuthenticatorState;
import org.keyledger.kernel.passkey.PasskeyCredentialId;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyRegistered;
import org.keyledger.kernel.passkey.PasskeyEvent.PasskeyUsed;
import org.keyledger.kernel.passkey.PasskeyId;
import org.keyledger.kernel.passkey.PasskeyListing;
import org.keyledger.kernel.passkey.PasskeyPublicKey;
import org.keyledger.kernel.passkey.RegisteredPasskey;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * A passkey of a user.
 *
 * @param lastUsedAt null if it has not logged the user in yet
 */
record PasskeyView(
        PasskeyId passkey,
        UserId user,
        @PersonalData(subject = "user") PasskeyCredentialId credential,
        @PersonalData(subject = "user") PasskeyPublicKey publicKey,
        @PersonalData(subject = "user") DisplayName name,
        AuthenticatorState state,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {

    static PasskeyView of(PasskeyRegistered event, Instant time) {
        return new PasskeyView(
                event.passkey(),
                event.user(),
                event.credential(),
                event.publicKey(),
                event.name(),
                event.state(),
                time,
                null);
    }

    PasskeyView withUse(PasskeyUsed event, Instant time) {
        var used = new AuthenticatorState(event.counter(), state.backupEligible(), event.backedUp());
        return new PasskeyView(passkey, user, credential, publicKey, name, used, createdAt, time);
    }

    PasskeyView withName(DisplayName changed) {
        return new PasskeyView(passkey, user, credential, publicKey, changed, state, createdAt, lastUsedAt);
    }

    /** None for an erased user: all erased credential ids would share one key. */
    Optional<String> credentialIndexKey() {
        return isErased() ? Optional.empty() : Optional.of(indexKey(credential));
    }

    /** A digest, because keys of an index are not encrypted. */
    static String indexKey(PasskeyCredentialId credential) {
        return credential.digest().encoded();
    }

    boolean isErased() {
        return credential.isErased();
    }

    RegisteredPasskey toRegistered() {
        return new RegisteredPasskey(passkey, user, credential, publicKey, state);
    }

    PasskeyListing toListing() {
        return new PasskeyListing(
                passkey, credential, name, state.backupEligible(), state.backedUp(), createdAt, lastUsedAt);
    }
}
