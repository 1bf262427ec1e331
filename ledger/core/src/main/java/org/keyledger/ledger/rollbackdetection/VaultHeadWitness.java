package org.keyledger.ledger.rollbackdetection;

import java.util.Optional;
import org.keyledger.ledger.Vault;

/** Keeps it in the vault's database, wrapped: who has no master key cannot forge it. */
public final class VaultHeadWitness implements HeadStore {

    private static final String NAME = "witness";

    private final Vault vault;

    public VaultHeadWitness(Vault vault) {
        this.vault = vault;
    }

    @Override
    public String name() {
        return "the vault";
    }

    /** Of an older vault keys are missing, and destroyed ones are back. */
    @Override
    public boolean mustBeCurrent() {
        return true;
    }

    @Override
    public Optional<KnownHead> read() {
        return vault.findSecret(NAME).map(KnownHead::fromJson);
    }

    @Override
    public void write(KnownHead witness) {
        vault.putSecret(NAME, witness.toJson());
    }
}
