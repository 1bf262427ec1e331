package org.keyledger.kernel.factor;

import org.keyledger.kernel.Command;
import org.keyledger.kernel.session.AuthenticatedSession;

/**
 * Commands to the second factor of a user. They contain time steps and digests, never a code. Each is refused if the
 * session in {@code by} is no longer valid at the credential version that it names.
 */
public sealed interface FactorCommand extends Command {

    /** The session of the user whose factor it is. */
    AuthenticatedSession by();

    @Override
    default SecondFactorId targetId() {
        return new SecondFactorId(by().user());
    }

    /**
     * Replaces the pending secret; the factor itself changes when the secret is confirmed.
     *
     * @param stepUp whether the user has proved the credential again, which is required while a factor is on
     */
    record EnrollTotp(AuthenticatedSession by, TotpSecret secret, boolean stepUp) implements FactorCommand {}

    /**
     * Turns the factor on, or replaces its secret, and generates recovery codes.
     *
     * @param enrolment the number of the pending enrolment whose secret was used
     * @param step the time step of the code that was verified with that secret
     * @param codes the recovery codes to accept from now on
     */
    record ConfirmTotp(AuthenticatedSession by, int enrolment, long step, RecoveryCodeDigests codes)
            implements FactorCommand {}

    /** Turns the factor off. The session must be at the credential version that the user has proved again. */
    record DisableTotp(AuthenticatedSession by) implements FactorCommand {}

    /** Replaces every recovery code. The session must be at the credential version that the user has proved again. */
    record GenerateRecoveryCodes(AuthenticatedSession by, RecoveryCodeDigests codes) implements FactorCommand {}

    /** Uses the factor within a session, to prove again who the user is. */
    record UseSecondFactor(AuthenticatedSession by, FactorUse use) implements FactorCommand {}
}
