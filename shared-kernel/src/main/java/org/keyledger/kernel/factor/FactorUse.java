package org.keyledger.kernel.factor;

import org.keyledger.kernel.Digest;

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

    /** @param code SHA-256 of the recovery code */
    record RecoveryCode(Digest code) implements FactorUse {}
}
