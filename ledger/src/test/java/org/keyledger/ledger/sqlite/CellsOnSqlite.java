package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Cells;
import org.keyledger.ledger.CellsContract;

class CellsOnSqlite extends CellsContract {

    @TempDir
    Path directory;

    @Override
    protected Cells open() {
        return SqliteCells.open(new Database(directory.resolve("cells.db"), SqliteCells.FORMAT), clock, why -> {
            throw new AssertionError(why);
        });
    }
}
