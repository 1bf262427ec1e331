package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStoreContract;

class CellsOnSqlite extends AtomicStoreContract {

    @TempDir
    Path directory;

    @Override
    protected AtomicStore open() {
        return SqliteCells.open(new Database(directory.resolve("cells.db"), SqliteCells.FORMAT), clock, why -> {
            throw new AssertionError(why);
        });
    }
}
