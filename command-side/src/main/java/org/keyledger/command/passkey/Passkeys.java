package org.keyledger.command.passkey;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.refuse;

import java.time.Instant;
import java.util.Optional;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.session.PasskeyVerifier;
import org.keyledger.command.user.RecentCredentialRemover;
import org.keyledger.command.user.UnprovedCredentialRemover;
import org.keyledger.command.user.WayIn;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.factor.FactorUse.PasskeyAssertion;
import org.keyledger.kernel.passkey.PasskeyCommand.RegisterPasskey;
import org.keyledger.kernel.passkey.PasskeyCredentialClaimId;
import org.keyledger.kernel.passkey.PasskeyCredentialEvent.PasskeyCredentialClaimed;
import org.keyledger.kernel.passkey.PasskeyEvent.Reason;
import org.keyledger.kernel.passkey.UserPasskeysId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.axon.LedgerRepository;

/** The passkeys of all users, in the current commit. A caller locks the user before the passkeys. */
final class Passkeys implements PasskeyVerifier, UnprovedCredentialRemover, RecentCredentialRemover, WayIn {

    private final Repository<UserPasskeys> passkeys;
    private final Repository<PasskeyCredential> credentials;

    Passkeys(Repository<UserPasskeys> passkeys, Repository<PasskeyCredential> credentials) {
        this.passkeys = passkeys;
        this.credentials = credentials;
    }

    /** The passkeys of a user who has registered one before. */
    Optional<Aggregate<UserPasskeys>> find(UserId user) {
        return LedgerRepository.find(passkeys, new UserPasskeysId(user).toString());
    }

    Decision register(RegisterPasskey command) throws Exception {
        var claim = PasskeyCredentialClaimId.of(command.passkey().credential());
        if (isClaimed(claim)) {
            return refuse(Refusal.PASSKEY_TAKEN);
        }
        var held = find(command.by().user());
        if (held.isPresent()) {
            var decision = held.get().invoke(it -> it.register(command));
            if (!(decision instanceof Decision.Done)) {
                return decision;
            }
        } else {
            passkeys.newInstance(() -> new UserPasskeys(command));
        }
        var claimed = new PasskeyCredentialClaimed(
                claim, command.by().user(), command.passkey().id());
        credentials.newInstance(() -> new PasskeyCredential(claimed));
        return done();
    }

    private boolean isClaimed(PasskeyCredentialClaimId claim) {
        return LedgerRepository.find(credentials, claim.toString()).isPresent();
    }

    @Override
    public Optional<Refusal> use(UserId user, PasskeyAssertion assertion) {
        return find(user)
                .map(held -> held.invoke(it -> it.use(assertion)))
                .orElseGet(() -> Optional.of(Refusal.PASSKEY_REJECTED));
    }

    @Override
    public void removeUnproved(UserId user) {
        find(user).ifPresent(held -> held.execute(it -> it.removeAll(Reason.OWNERSHIP_NOT_PROVED)));
    }

    @Override
    public void removeAddedSince(UserId user, Instant since) {
        find(user).ifPresent(held -> held.execute(it -> it.removeAddedSince(since)));
    }

    @Override
    public int count(UserId user) {
        return find(user).map(held -> held.invoke(UserPasskeys::count)).orElse(0);
    }
}
