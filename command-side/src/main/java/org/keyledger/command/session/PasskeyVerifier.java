package org.keyledger.command.session;

import java.util.Optional;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.factor.FactorUse.PasskeyAssertion;
import org.keyledger.kernel.user.UserId;

/** Decides from the ledger whether a verified assertion of a passkey may log its user in. */
public interface PasskeyVerifier {

    /**
     * Records the use, or its rejection, in the current commit. The caller holds the lock of the user.
     *
     * @return why no session may be started; empty if the use was accepted
     */
    Optional<Refusal> use(UserId user, PasskeyAssertion assertion);
}
