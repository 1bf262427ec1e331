package org.keyledger.ledger;

import org.junit.jupiter.api.DisplayName;

@DisplayName("Vault in memory")
class InMemoryVaultTest extends VaultContract {

    @Override
    protected Vault open() {
        return new InMemoryVault();
    }

    @Override
    protected Vault reopen(Vault open) {
        return open;
    }
}
