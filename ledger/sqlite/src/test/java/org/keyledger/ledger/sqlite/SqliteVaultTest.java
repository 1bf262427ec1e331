package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.VaultContract;
import org.keyledger.ledger.masterkey.MasterKey;

@DisplayName("Vault on SQLite")
class SqliteVaultTest extends VaultContract {

    @TempDir
    Path directory;

    @Override
    protected Vault open() {
        MasterKey master = MasterKey.createIfAbsent(directory.resolve("master.key"));
        return SqliteVault.open(new Database(directory.resolve("vault.db"), SqliteVault.FORMAT), master, why -> {
            throw new AssertionError(why);
        });
    }

    @Override
    protected Vault reopen(Vault open) {
        open.close();
        return open();
    }
}
