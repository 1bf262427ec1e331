package org.keyledger.kernel.passkey;

import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;

/** Events of the passkeys of a user. */
public sealed interface PasskeyEvent {

    UserId user();

    PasskeyId passkey();

    /**
     * Log-ins with this passkey are accepted from now on.
     *
     * @param credential the id by which the authenticator knows the passkey
     */
    record PasskeyRegistered(
            UserId user,
            PasskeyId passkey,
            @PersonalData(subject = "user") PasskeyCredentialId credential,
            @PersonalData(subject = "user") PasskeyPublicKey publicKey,
            @PersonalData(subject = "user") DisplayName name,
            AuthenticatorState state)
            implements PasskeyEvent {}

    /** Logged the user in. {@code counter} and {@code backedUp} are those that the authenticator has signed. */
    record PasskeyUsed(UserId user, PasskeyId passkey, long counter, boolean backedUp) implements PasskeyEvent {}

    /**
     * A log-in was refused although its signature was right: {@code counter} had been passed before, so that a copy of the
     * private key may exist (WebAuthn Level 3, section 6.1.1).
     */
    record PasskeyUseRejected(UserId user, PasskeyId passkey, long counter) implements PasskeyEvent {}

    record PasskeyRenamed(
            UserId user,
            PasskeyId passkey,
            @PersonalData(subject = "user") DisplayName name) implements PasskeyEvent {}

    /** No log-in with the passkey is accepted after it. */
    record PasskeyRemoved(UserId user, PasskeyId passkey, Reason reason) implements PasskeyEvent {}

    /** Why a passkey was removed. */
    enum Reason {
        REQUESTED,
        /**
         * The owner of the address took the account over before the ownership of the address was proved, so that
         * somebody else may have registered the passkey.
         */
        OWNERSHIP_NOT_PROVED,
        /** The reader of a security notice secured the account, and the passkey was registered lately. */
        ACCOUNT_SECURED
    }
}
