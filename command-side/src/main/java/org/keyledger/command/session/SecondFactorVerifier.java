package org.keyledger.command.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.factor.FactorUse;
import org.keyledger.kernel.user.UserId;

/** Decides from the ledger whether a log-in has used the second factor of its user. */
public interface SecondFactorVerifier {

    /**
     * Records the use in the current commit. The caller holds the lock of the user.
     *
     * @param use the use that the log-in names; null if it names none
     * @return why no session may be started; empty if the use was accepted, or if the user has no second factor and none
     *     was used
     */
    Optional<Refusal> use(UserId user, @Nullable FactorUse use);
}
