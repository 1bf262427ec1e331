package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerContract;
import org.keyledger.ledger.append.AppendLimits;
import org.keyledger.ledger.append.GroupCommitLedger;

@DisplayName("Ledger on SQLite")
class SqliteLedgerTest extends LedgerContract {

    @TempDir
    Path directory;

    @Override
    protected Ledger open() {
        SqliteCommitStore commits = SqliteCommitStore.open(
                new Database(directory.resolve("ledger.db"), SqliteCommitStore.FORMAT), CommitHook.DEFAULT);
        return new GroupCommitLedger(commits, "test", clock, AppendLimits.DEFAULTS, why -> {
            throw new AssertionError(why);
        });
    }

    @Override
    protected Ledger reopen(Ledger open) {
        open.close();
        return open();
    }
}
