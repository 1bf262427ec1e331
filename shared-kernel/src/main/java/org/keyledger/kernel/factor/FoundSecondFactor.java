package org.keyledger.kernel.factor;

import java.util.Optional;
import org.keyledger.kernel.session.SessionId;

/**
 * The second factor of the requested user.
 *
 * @param active the secret whose codes are accepted; empty if no factor is on
 * @param pending a secret that is not confirmed yet
 * @param unusedRecoveryCodes how many recovery codes can still be used
 * @param current whether this was the state at the ledger's head when the query was handled; if not, a code that does
 *     not match shows nothing, while a match still names the enrolment it was checked against
 */
public record FoundSecondFactor(
        Optional<EnrolledTotp> active, Optional<PendingTotp> pending, int unusedRecoveryCodes, boolean current) {

    /** A secret and the number of its enrolment. */
    public record EnrolledTotp(int enrolment, TotpSecret secret) {}

    /** A secret that this session must confirm. */
    public record PendingTotp(EnrolledTotp totp, SessionId session) {}
}
