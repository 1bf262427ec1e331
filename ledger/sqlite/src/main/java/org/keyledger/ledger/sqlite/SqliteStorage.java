package org.keyledger.ledger.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.Closer;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.OwnerOnlyFiles;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.append.AppendLimits;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.append.GroupCommitLedger;
import org.keyledger.ledger.hashchain.StartupChainCheck;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.masterkey.VaultKeyWrapper;
import org.keyledger.ledger.writebehind.WriteBehindViews;

/**
 * Opens a storage in one directory: {@code ledger.db}, {@code vault.db}, {@code views.db} and {@code cells.db}, the file of
 * the atomic store.
 */
public final class SqliteStorage {

    private SqliteStorage() {}

    /** As {@link #open(Path, MasterKey, Clock, SecureRandom, FatalErrorHandler)}; a fatal error ends the JVM. */
    public static LedgerStorage open(Path directory, MasterKey master, Clock clock, SecureRandom random) {
        return open(directory, master, clock, random, FatalErrorHandler.HALT_JVM);
    }

    /**
     * Opens the storage; creates the directory and its files if they do not exist.
     *
     * @param clock limits the times of events and expires entries of the atomic store
     * @param random source of keys, nonces and ids
     * @param fatalErrorHandler called when it is unknown whether a commit is on disk; must not return
     * @throws StorageOpenException if another process uses the directory, a newer version wrote it, the vault was created with
     *     another master key, or the end of the hash chain is broken
     */
    public static LedgerStorage open(
            Path directory, MasterKey master, Clock clock, SecureRandom random, FatalErrorHandler fatalErrorHandler) {
        return open(directory, master, clock, random, fatalErrorHandler, SqliteStorage::openViews);
    }

    /**
     * Opens the storage for a rebuild of the read models. If {@code views.db} is damaged, the views are in a new file,
     * which takes the place of the damaged one when an alias is assigned; other files are opened as by {@link #open}.
     *
     * @throws StorageOpenException as {@link #open(Path, MasterKey, Clock, SecureRandom, FatalErrorHandler)}
     */
    public static LedgerStorage openForRebuild(Path directory, MasterKey master, Clock clock, SecureRandom random) {
        return open(
                directory,
                master,
                clock,
                random,
                FatalErrorHandler.HALT_JVM,
                (file, fatalErrorHandler) -> ReplacedViews.open(file, fatalErrorHandler, clock));
    }

    /** How {@code views.db} is opened. */
    @FunctionalInterface
    private interface ViewsOpener {

        Views open(Path file, FatalErrorHandler fatalErrorHandler) throws IOException;
    }

    /** Written behind, because one process uses the directory. */
    private static Views openViews(Path file, FatalErrorHandler fatalErrorHandler) {
        return WriteBehindViews.over(SqliteViews.open(SqliteViews.database(file), fatalErrorHandler));
    }

    private static LedgerStorage open(
            Path directory,
            MasterKey master,
            Clock clock,
            SecureRandom random,
            FatalErrorHandler fatalErrorHandler,
            ViewsOpener viewsOpener) {
        try (Closer opened = new Closer()) {
            OwnerOnlyFiles.createFolder(directory);
            SqliteBackup.requireNoInterruptedRestore(directory);
            opened.register(LockFile.acquire(directory));
            Vault vault = opened.register(SqliteVault.open(
                    database(directory, "vault", SqliteVault.FORMAT),
                    new VaultKeyWrapper(master, random),
                    fatalErrorHandler));
            Views views = opened.register(viewsOpener.open(directory.resolve("views.db"), fatalErrorHandler));
            AtomicStore atomicStore =
                    opened.register(SqliteAtomicStore.open(atomicStoreFile(directory), clock, fatalErrorHandler));
            Ledger ledger = opened.register(openLedger(directory, clock, random, fatalErrorHandler));
            StartupChainCheck.verify(ledger);
            Map<String, Long> inodes = Inodes.of(directory, List.of("ledger.db", "vault.db"));
            return new LedgerStorage(
                    "SQLite in " + directory, opened.release(), ledger, views, vault, atomicStore, inodes);
        } catch (IOException e) {
            throw new StorageOpenException(
                    "cannot use the data directory " + directory + " (" + e + "): check its permissions", e);
        }
    }

    /**
     * Locks the directory as an open storage does.
     *
     * @throws StorageOpenException if another process, or this one, uses the directory
     */
    public static Closer lock(Path directory) throws IOException {
        Closer lock = new Closer();
        lock.register(LockFile.acquire(directory));
        return lock;
    }

    /** Opens only the ledger in a directory that nobody else uses, for example a backup. */
    public static <T> T readLedger(Path directory, Clock clock, SecureRandom random, Function<Ledger, T> reader) {
        try (Ledger ledger = openLedger(directory, clock, random, FatalErrorHandler.HALT_JVM)) {
            return reader.apply(ledger);
        }
    }

    private static Database database(Path directory, String name, int format) {
        return new Database(directory.resolve(name + ".db"), format);
    }

    private static Database atomicStoreFile(Path directory) {
        return new Database(
                directory.resolve("cells.db"),
                SqliteAtomicStore.FORMAT,
                "move cells.db, cells.db-wal and cells.db-shm away and run ./keyledger restore --accept; counters of"
                        + " limits begin with 0",
                false);
    }

    private static Ledger openLedger(
            Path directory, Clock clock, SecureRandom random, FatalErrorHandler fatalErrorHandler) {
        IdGenerator ids = new IdGenerator(random);
        SqliteCommitStore commits = SqliteCommitStore.open(
                database(directory, "ledger", SqliteCommitStore.FORMAT),
                ids,
                SqliteCommitStore.CommitHook.DEFAULT,
                fatalErrorHandler);
        return new GroupCommitLedger(
                commits, ids.writerName(), clock, random, AppendLimits.DEFAULTS, fatalErrorHandler);
    }
}
