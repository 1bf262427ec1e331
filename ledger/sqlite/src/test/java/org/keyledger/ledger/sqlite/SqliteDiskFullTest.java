package org.keyledger.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.AppendRejectedException.StorageFullException;
import org.keyledger.ledger.AtomicStore.Durability;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.TmpfsMount;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.hashchain.Chain;
import org.keyledger.ledger.masterkey.MasterKey;

/** A full disk rejects appends; they succeed again once space is freed, without a restart. */
@DisplayName("Running out of disk space")
class SqliteDiskFullTest {

    private static final FatalErrorHandler FAIL_ON_FATAL_ERROR = why -> {
        throw new AssertionError(why);
    };

    @TempDir
    Path directory;

    @Test
    void refuses_and_recovers_unaided() throws Exception {
        SqliteCommitStore commits = SqliteLedgerFactory.commits(directory.resolve("ledger.db"));
        try (Ledger ledger = SqliteLedgerFactory.open(commits, "test", Clock.systemUTC())) {
            append(ledger, 0);
            commits.writer()
                    .execute("PRAGMA max_page_count=" + (commits.writer().pragma("page_count") + 20));

            int full = appendUntilFull(ledger, 1);
            assertThatThrownBy(() -> append(ledger, full)).hasCauseInstanceOf(StorageFullException.class);
            assertThat(ledger.readEvents("a", 0)).hasSize(full);

            commits.writer().execute("PRAGMA max_page_count=1000000");
            append(ledger, full);
            assertThat(ledger.readEvents("a", 0)).hasSize(full + 1);
            assertThat(Chain.verify(ledger)).isEmpty();
        }
    }

    @Test
    void does_so_on_a_disk_that_is_really_full() throws Exception {
        Optional<TmpfsMount> disk = TmpfsMount.at(directory, 2);
        assumeTrue(disk.isPresent(), "cannot make a small disk here");
        try (TmpfsMount full = disk.get()) {
            fillAndFreeSpace();
        }
    }

    private void fillAndFreeSpace() throws IOException {
        Path data = directory.resolve("data");
        Path ballast = directory.resolve("ballast");
        Files.write(ballast, new byte[300_000]);
        MasterKey master = MasterKey.createIfAbsent(directory.resolve("master.key"), new SecureRandom());
        try (LedgerStorage storage =
                SqliteStorage.open(data, master, Clock.systemUTC(), new SecureRandom(), FAIL_ON_FATAL_ERROR)) {
            int full = appendUntilFull(storage.ledger(), 0);
            assertRefused(storage, full);

            Files.delete(ballast);

            append(storage.ledger(), full);
            storage.vault().createKeys(List.of("bob"));
            assertThat(Chain.verify(storage.ledger())).isEmpty();
        }
        try (LedgerStorage storage =
                SqliteStorage.open(data, master, Clock.systemUTC(), new SecureRandom(), FAIL_ON_FATAL_ERROR)) {
            assertThat(Chain.verify(storage.ledger())).isEmpty();
        }
    }

    private static void assertRefused(LedgerStorage storage, int full) {
        assertThatThrownBy(() -> append(storage.ledger(), full)).hasCauseInstanceOf(StorageFullException.class);
        assertThat(storage.ledger().readEvents("a", 0)).hasSize(full);
        assertThatThrownBy(() -> {
                    for (int n = 0; n < 1000; n++) {
                        storage.vault().createKeys(List.of("ann" + n));
                        storage.atomicStore().putIfAbsent("c" + n, new byte[4000], Durability.DURABLE);
                    }
                })
                .isInstanceOf(StorageFullException.class);
        assertThat(storage.views().count("v")).isZero();
    }

    private static int appendUntilFull(Ledger ledger, int from) {
        for (int n = from; n < 10_000; n++) {
            try {
                append(ledger, n);
            } catch (CompletionException e) {
                assertThat(e).hasCauseInstanceOf(StorageFullException.class);
                return n;
            }
        }
        throw new AssertionError("Appends still succeed on the full disk");
    }

    private static void append(Ledger ledger, int n) {
        ledger.append(commit("k" + n, event("a", n, new byte[3000]))).join();
    }
}
