package org.keyledger.kernel.factor;

import org.keyledger.kernel.Digest;
import org.keyledger.kernel.passkey.PasskeyId;

/**
 * A use of a second factor that the gateway has verified, as far as it can: the command side decides whether it was used
 * before.
 */
public sealed interface FactorUse {

    /**
     * A TOTP code that matches the secret of this enrolment.
     *
     * @param enrolment the number of the enrolment whose secret was used
     * @param step the time step of the code: periods of 30 seconds since the Unix epoch (RFC 6238, section 4.2)
     */
    record TotpStep(int enrolment, long step) implements FactorUse {}

    /**
     * An assertion of a passkey with user verification, which is two factors in one: what the user has, and what the user
     * knows or is.
     *
     * @param counter the signature counter that the authenticator has signed
     */
    record PasskeyAssertion(PasskeyId passkey, long counter, boolean backedUp) implements FactorUse {}

    /** @param code SHA-256 of the recovery code */
    record RecoveryCode(Digest code) implements FactorUse {}
}
