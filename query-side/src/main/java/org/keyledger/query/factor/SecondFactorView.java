package org.keyledger.query.factor;

import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.factor.FactorEvent.TotpEnrolled;
import org.keyledger.kernel.factor.FoundSecondFactor.EnrolledTotp;
import org.keyledger.kernel.factor.FoundSecondFactor.PendingTotp;
import org.keyledger.kernel.factor.RecoveryCodeDigests;
import org.keyledger.kernel.factor.TotpSecret;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.Secret;

/**
 * The second factor of a user, with its secrets encrypted under the user's own key.
 *
 * @param active the secret whose codes are accepted; null if none was confirmed
 * @param activeEnrolment the number of its enrolment; 0 if none was confirmed
 * @param pending the secret to confirm; null if there is none
 * @param pendingEnrolment the number of the last enrolment
 * @param pendingSession the session that must confirm; null if nothing is pending
 */
record SecondFactorView(
        UserId user,
        @Secret(subject = "user") @Nullable TotpSecret active,
        int activeEnrolment,
        @Secret(subject = "user") @Nullable TotpSecret pending,
        int pendingEnrolment,
        @Nullable SessionId pendingSession,
        int unusedRecoveryCodes) {

    static SecondFactorView of(TotpEnrolled event) {
        return new SecondFactorView(event.user(), null, 0, event.secret(), event.enrolment(), event.session(), 0);
    }

    SecondFactorView withPending(TotpEnrolled event) {
        return new SecondFactorView(
                user, active, activeEnrolment, event.secret(), event.enrolment(), event.session(), unusedRecoveryCodes);
    }

    SecondFactorView withPendingConfirmed() {
        return new SecondFactorView(user, pending, pendingEnrolment, null, pendingEnrolment, null, unusedRecoveryCodes);
    }

    SecondFactorView withNewRecoveryCodes() {
        return withRecoveryCodes(RecoveryCodeDigests.COUNT);
    }

    SecondFactorView withoutOneRecoveryCode() {
        return withRecoveryCodes(unusedRecoveryCodes - 1);
    }

    private SecondFactorView withRecoveryCodes(int unused) {
        return new SecondFactorView(user, active, activeEnrolment, pending, pendingEnrolment, pendingSession, unused);
    }

    /** Empty if none was confirmed or the user is erased. */
    Optional<EnrolledTotp> activeTotp() {
        return totp(active, activeEnrolment);
    }

    /** Empty if nothing is pending or the user is erased. */
    Optional<PendingTotp> pendingTotp() {
        return pendingSession == null
                ? Optional.empty()
                : totp(pending, pendingEnrolment).map(totp -> new PendingTotp(totp, pendingSession));
    }

    private static Optional<EnrolledTotp> totp(@Nullable TotpSecret secret, int enrolment) {
        return Optional.ofNullable(secret)
                .filter(Predicate.not(TotpSecret::isErased))
                .map(it -> new EnrolledTotp(enrolment, it));
    }
}
