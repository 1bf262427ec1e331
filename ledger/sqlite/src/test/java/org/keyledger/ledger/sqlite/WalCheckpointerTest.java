package org.keyledger.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.append.AppendLimits;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.append.GroupCommitLedger;

@DisplayName("Keeping the write-ahead log short")
class WalCheckpointerTest {

    private static final long MB = 1_000_000;

    @TempDir
    Path directory;

    @Test
    void works_while_others_read_without_a_pause() throws Exception {
        SqliteCommitStore commits = SqliteCommitStore.open(
                new Database(directory.resolve("ledger.db"), SqliteCommitStore.FORMAT),
                new IdGenerator(new SecureRandom()),
                SqliteCommitStore.CommitHook.DEFAULT,
                FatalErrorHandler.HALT_JVM,
                250);
        try (Ledger ledger = new GroupCommitLedger(
                commits, "test", Clock.systemUTC(), new Random(1), AppendLimits.DEFAULTS, FatalErrorHandler.HALT_JVM)) {
            AtomicBoolean done = new AtomicBoolean();
            List<Thread> readers = List.of(reader(ledger, done), reader(ledger, done), reader(ledger, done));
            readers.forEach(Thread::start);

            for (int n = 0; n < 300; n++) {
                ledger.append(commit("k" + n, event("a", n, new byte[40_000]))).join();
            }

            done.set(true);
            for (Thread reader : readers) {
                reader.join();
            }
            assertThat(Files.size(directory.resolve("ledger.db"))).isGreaterThan(10 * MB);
            assertThat(Files.size(directory.resolve("ledger.db-wal"))).isLessThan(4 * MB);
        }
    }

    private static Thread reader(Ledger ledger, AtomicBoolean done) {
        return new Thread(() -> {
            while (!done.get()) {
                long next = ledger.nextPosition().value();
                assertThat(ledger.read(new Position(Math.max(0, next - 20)), 20))
                        .hasSizeLessThan(21);
            }
        });
    }
}
