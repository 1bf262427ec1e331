package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStoreContract;

@DisplayName("Atomic store on SQLite")
class SqliteAtomicStoreTest extends AtomicStoreContract {

    @TempDir
    Path directory;

    @Override
    protected AtomicStore open() {
        return SqliteAtomicStore.open(
                new Database(directory.resolve("cells.db"), SqliteAtomicStore.FORMAT), clock, why -> {
                    throw new AssertionError(why);
                });
    }
}
