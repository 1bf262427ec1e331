package org.keyledger.ledger.rollbackdetection;

import java.util.Optional;
import org.keyledger.ledger.Vault;

/** Records the head in the vault, wrapped by the master key: it cannot be forged without the key. */
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

    /** An older vault lacks keys and still has destroyed ones. */
    @Override
    public boolean mustBeCurrent() {
        return true;
    }

    @Override
    public Optional<KnownHead> read() {
        return vault.findSecret(NAME).map(KnownHead::fromJson);
    }

    @Override
    public void write(KnownHead head) {
        vault.putSecret(NAME, head.toJson());
    }
}
