package org.keyledger.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyledger.ledger.Examples.beginning;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.AppendRejectedException.OverloadedException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.UnknownOutcomeException;
import org.keyledger.ledger.append.AppendLimits;
import org.keyledger.ledger.append.GroupCommitLedger;
import org.keyledger.ledger.hashchain.Chain;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** After a failed fsync it is unknown what is on disk: the process ends, and the next start reads it. */
@DisplayName("Commits whose fsync fails")
class SqliteCommitFailureTest {

    private static final Commit DOUBTFUL = commit("doubtful", event("a", 1));

    @TempDir
    Path directory;

    private final List<String> halts = new CopyOnWriteArrayList<>();
    private final AtomicBoolean failing = new AtomicBoolean();
    private final AtomicBoolean failsBefore = new AtomicBoolean();

    private Ledger ledger;

    @BeforeEach
    void given_a_ledger_with_one_commit() {
        ledger = open();
        ledger.append(beginning("a")).join();
    }

    @Test
    void end_the_process_and_complete_all_callers() {
        fail(true);

        assertThatThrownBy(() -> ledger.append(DOUBTFUL).join()).hasCauseInstanceOf(UnknownOutcomeException.class);

        assertThat(refusal(beginning("b"))).isInstanceOf(OverloadedException.class);
        ledger.close();
        assertThat(halts).singleElement().asString().contains("disk I/O error").contains("start again");
    }

    @Test
    void are_resolved_by_the_key_when_the_commit_was_stored() {
        fail(false);
        assertThatThrownBy(() -> ledger.append(DOUBTFUL).join()).hasCauseInstanceOf(UnknownOutcomeException.class);

        reopen();

        assertThat(ledger.find("doubtful")).map(it -> it.last()).hasValue(new Position(1));
        assertThat(ledger.append(DOUBTFUL).join()).isEqualTo(new Position(1));
        assertThat(Chain.verify(ledger)).isEmpty();
        ledger.close();
    }

    @Test
    void are_resolved_by_the_key_when_the_commit_was_not_stored() {
        fail(true);
        assertThatThrownBy(() -> ledger.append(DOUBTFUL).join()).hasCauseInstanceOf(UnknownOutcomeException.class);

        reopen();

        assertThat(ledger.find("doubtful")).isEmpty();
        assertThat(ledger.append(DOUBTFUL).join()).isEqualTo(new Position(1));
        assertThat(Chain.verify(ledger)).isEmpty();
        ledger.close();
    }

    private void fail(boolean beforeAnythingIsWritten) {
        failsBefore.set(beforeAnythingIsWritten);
        failing.set(true);
    }

    private void reopen() {
        ledger.close();
        failing.set(false);
        ledger = open();
    }

    private Ledger open() {
        SqliteCommitStore commits = SqliteLedgerFactory.commits(directory.resolve("ledger.db"), this::commitOrFail);
        return new GroupCommitLedger(
                commits, "test", Clock.systemUTC(), new Random(1), AppendLimits.DEFAULTS, halts::add);
    }

    private void commitOrFail(SqliteConnection connection) throws SQLException {
        if (!failing.get()) {
            connection.commit();
            return;
        }
        if (!failsBefore.get()) {
            connection.commit();
        }
        throw new SQLiteException("disk I/O error", SQLiteErrorCode.SQLITE_IOERR_FSYNC);
    }

    private Throwable refusal(Commit commit) {
        try {
            throw new AssertionError("appended at " + ledger.append(commit).join());
        } catch (CompletionException e) {
            return e.getCause();
        }
    }
}
