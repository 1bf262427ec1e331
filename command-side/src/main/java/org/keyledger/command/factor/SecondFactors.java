package org.keyledger.command.factor;

import java.time.Instant;
import java.util.Optional;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.keyledger.command.session.PasskeyVerifier;
import org.keyledger.command.session.SecondFactorVerifier;
import org.keyledger.command.user.RecentCredentialRemover;
import org.keyledger.command.user.UnprovedCredentialRemover;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.factor.FactorCommand.EnrollTotp;
import org.keyledger.kernel.factor.FactorEvent.Reason;
import org.keyledger.kernel.factor.FactorUse;
import org.keyledger.kernel.factor.SecondFactorId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.axon.LedgerRepository;

/** The second factors of all users. A caller locks the user before the factor. */
final class SecondFactors implements SecondFactorVerifier, UnprovedCredentialRemover, RecentCredentialRemover {

    private final Repository<SecondFactor> factors;
    private final PasskeyVerifier passkeys;

    SecondFactors(Repository<SecondFactor> factors, PasskeyVerifier passkeys) {
        this.factors = factors;
        this.passkeys = passkeys;
    }

    /** The factor of a user who has enrolled one before. */
    Optional<Aggregate<SecondFactor>> find(UserId user) {
        return LedgerRepository.find(factors, new SecondFactorId(user).toString());
    }

    /** Creates the factor of a user who has none. */
    void create(EnrollTotp command) throws Exception {
        factors.newInstance(() -> new SecondFactor(command));
    }

    /** A passkey is a second factor of its own: no code is required with it, also while a factor is on. */
    @Override
    public Optional<Refusal> use(UserId user, @Nullable FactorUse use) {
        if (use instanceof FactorUse.PasskeyAssertion assertion) {
            return passkeys.use(user, assertion);
        }
        var factor = find(user);
        if (factor.isEmpty()) {
            return Optional.ofNullable(use).map(unknown -> Refusal.WRONG_CODE);
        }
        return factor.get().invoke(it -> it.use(use));
    }

    @Override
    public void removeUnproved(UserId user) {
        find(user).ifPresent(factor -> factor.execute(it -> it.disable(Reason.OWNERSHIP_NOT_PROVED)));
    }

    @Override
    public void removeAddedSince(UserId user, Instant since) {
        find(user).ifPresent(factor -> factor.execute(it -> it.disableIfAddedSince(since)));
    }
}
