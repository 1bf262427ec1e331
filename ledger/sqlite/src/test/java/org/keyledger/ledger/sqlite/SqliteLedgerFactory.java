package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import java.time.Clock;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.append.AppendLimits;
import org.keyledger.ledger.append.GroupCommitLedger;

/** Embedded ledgers for tests elsewhere. */
public final class SqliteLedgerFactory {

    private SqliteLedgerFactory() {}

    public static Ledger open(Path directory, String writer, Clock clock) {
        Database file = new Database(directory.resolve("ledger.db"), SqliteCommitStore.FORMAT);
        SqliteCommitStore commits = SqliteCommitStore.open(file, CommitHook.DEFAULT);
        return new GroupCommitLedger(commits, writer, clock, AppendLimits.DEFAULTS, why -> {
            throw new AssertionError(why);
        });
    }
}
