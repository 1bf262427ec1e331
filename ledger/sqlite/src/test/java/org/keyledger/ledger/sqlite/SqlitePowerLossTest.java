package org.keyledger.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyledger.ledger.Examples;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.hashchain.Chain;

/**
 * A power loss may lose or garble everything after the last sync. The test records the end of the WAL at each
 * acknowledgement, writes more, damages a copy from that end on and opens it. It skips rounds with a checkpoint, which syncs
 * the WAL before it writes the database file.
 */
@DisplayName("Losing what was not synced before a power loss")
class SqlitePowerLossTest {

    /** The content after the recorded end. */
    private enum Loss {
        CUT,
        GARBLED,
        ZEROED
    }

    private static final int COMMITS = 60;

    @TempDir
    Path directory;

    private SqliteCommitStore commits;
    private Ledger ledger;

    @BeforeEach
    void given_a_ledger() throws Exception {
        commits = SqliteLedgerFactory.commits(directory.resolve("ledger.db"));
        ledger = ledger(commits);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void is_prevented_by_the_writers_connection() throws Exception {
        assertThat(commits.writer().pragma("synchronous")).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void costs_no_acknowledged_commit(Loss loss) throws Exception {
        commits.writer().execute("PRAGMA wal_autocheckpoint=37");
        Set<Long> generations = new HashSet<>();
        for (int n = 0; n < COMMITS; n++) {
            Position acknowledged = append("acknowledged", n);
            WalFile recorded = WalFile.of(directory.resolve("ledger.db-wal"));
            byte[] file = Files.readAllBytes(directory.resolve("ledger.db"));
            append("after", n);
            if (Arrays.equals(file, Files.readAllBytes(directory.resolve("ledger.db")))) {
                generations.add(recorded.generation());
                Path copy = Files.createDirectory(directory.resolve(loss + " " + n));
                copyAndLose(recorded, loss, copy);
                verify(copy, "acknowledged " + n, acknowledged);
            }
        }
        assertThat(generations).as("generations of the WAL").hasSizeGreaterThan(3);
    }

    private static void verify(Path copy, String key, Position acknowledged) {
        try (Ledger survivor = ledger(SqliteLedgerFactory.commits(copy.resolve("ledger.db")))) {
            assertThat(survivor.find(key))
                    .hasValueSatisfying(it -> assertThat(it.last()).isEqualTo(acknowledged));
            assertThat(survivor.head())
                    .hasValueSatisfying(it -> assertThat(it.last()).isEqualTo(acknowledged));
            assertThat(Chain.verify(survivor)).isEmpty();
            assertThat(survivor.reservations().keys("", "", Integer.MAX_VALUE))
                    .as("a key is reserved if and only if its commit is stored")
                    .containsExactlyInAnyOrderElementsOf(survivor.stream(Position.FIRST)
                            .map(it -> it.commit().commitId())
                            .toList());
        }
    }

    private Position append(String what, int n) {
        String key = what + " " + n;
        return ledger.append(
                        commit(key, event(what, 2L * n, new byte[900]), event(what, 2L * n + 1)),
                        List.of(Reservation.of(key, new byte[20])))
                .join();
    }

    /** If the WAL was restarted since, everything that was acknowledged before is in the database file. */
    private void copyAndLose(WalFile recorded, Loss loss, Path copy) throws IOException {
        Files.copy(directory.resolve("ledger.db"), copy.resolve("ledger.db"));
        byte[] log = Files.readAllBytes(directory.resolve("ledger.db-wal"));
        int kept = WalFile.of(log).generation() == recorded.generation() ? recorded.length() : 0;
        assertThat(WalFile.of(log).length())
                .as("length of the WAL after the recorded end")
                .isGreaterThan(kept);
        if (loss == Loss.CUT) {
            log = Arrays.copyOf(log, kept);
        } else if (loss == Loss.ZEROED) {
            Arrays.fill(log, kept, log.length, (byte) 0);
        } else {
            byte[] noise = new byte[log.length - kept];
            new Random(kept).nextBytes(noise);
            System.arraycopy(noise, 0, log, kept, noise.length);
        }
        Files.write(copy.resolve("ledger.db-wal"), log);
    }

    private static Ledger ledger(SqliteCommitStore commits) {
        return SqliteLedgerFactory.open(commits, "test", Clock.fixed(Examples.NOON, ZoneOffset.UTC));
    }
}
