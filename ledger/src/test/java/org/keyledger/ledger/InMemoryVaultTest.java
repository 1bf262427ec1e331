package org.keyledger.ledger;

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
