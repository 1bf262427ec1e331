package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Random;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.append.AppendLimits;
import org.keyledger.ledger.append.GroupCommitLedger;
import org.keyledger.ledger.sqlite.SqliteCommitStore.CommitHook;

/** Opens ledgers on SQLite for tests, also of other packages. */
public final class SqliteLedgerFactory {

    private SqliteLedgerFactory() {}

    public static Ledger open(Path directory, String writer, Clock clock) {
        return open(commits(directory.resolve("ledger.db")), writer, clock);
    }

    static Ledger open(SqliteCommitStore commits, String writer, Clock clock) {
        return new GroupCommitLedger(commits, writer, clock, new Random(1), AppendLimits.DEFAULTS, why -> {
            throw new AssertionError(why);
        });
    }

    static SqliteCommitStore commits(Path file) {
        return commits(file, CommitHook.DEFAULT);
    }

    static SqliteCommitStore commits(Path file, CommitHook hook) {
        return SqliteCommitStore.open(
                new Database(file, SqliteCommitStore.FORMAT), new IdGenerator(new SecureRandom()), hook, why -> {
                    throw new AssertionError(why);
                });
    }
}
