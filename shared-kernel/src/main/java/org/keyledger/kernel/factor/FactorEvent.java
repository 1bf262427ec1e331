package org.keyledger.kernel.factor;

import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.Secret;

/** Events of the second factor of a user. */
public sealed interface FactorEvent {

    UserId user();

    /**
     * Got a secret that the same session must confirm; replaces the pending one. {@code enrolment} counts the secrets of
     * the user, from 1.
     */
    record TotpEnrolled(
            UserId user,
            int enrolment,
            SessionId session,
            @Secret(subject = "user") TotpSecret secret) implements FactorEvent {}

    /**
     * Confirmed the pending secret with a code of this time step: log-ins need a code from now on. Replaces the secret
     * of an earlier enrolment.
     */
    record TotpConfirmed(UserId user, int enrolment, long step) implements FactorEvent {}

    /** Turned off, with the recovery codes. */
    record TotpDisabled(UserId user, Reason reason) implements FactorEvent {}

    /** A code of this time step was accepted. No code of this step or an earlier one is accepted after it. */
    record TotpCodeUsed(UserId user, long step) implements FactorEvent {}

    /** Replaces all earlier recovery codes. */
    record RecoveryCodesGenerated(
            UserId user, @Secret(subject = "user") RecoveryCodeDigests codes) implements FactorEvent {}

    /** The recovery code with this index, from 0, was accepted; it is not accepted again. */
    record RecoveryCodeUsed(UserId user, int index) implements FactorEvent {}

    /** Why a factor was turned off. */
    enum Reason {
        REQUESTED,
        /**
         * The password was reset by mail before the ownership of the address was proved, so that somebody else may have
         * enrolled the factor.
         */
        OWNERSHIP_NOT_PROVED,
        /** It was turned on shortly before the owner of the account reported that somebody else uses it. */
        ACCOUNT_SECURED
    }
}
