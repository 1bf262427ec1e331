package org.keyledger.ledger.sqlite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.Closer;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.append.AppendLimits;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.append.GroupCommitLedger;
import org.keyledger.ledger.hashchain.StartupChainCheck;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.masterkey.VaultKeyWrapper;

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

    private static Views openViews(Path file, FatalErrorHandler fatalErrorHandler) {
        return SqliteViews.open(SqliteViews.database(file), fatalErrorHandler);
    }

    private static LedgerStorage open(
            Path directory,
            MasterKey master,
            Clock clock,
            SecureRandom random,
            FatalErrorHandler fatalErrorHandler,
            ViewsOpener viewsOpener) {
        try (Closer opened = new Closer()) {
            Files.createDirectories(directory);
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
            return new LedgerStorage("SQLite in " + directory, opened.release(), ledger, views, vault, atomicStore);
        } catch (IOException e) {
            throw new StorageOpenException(
                    "cannot use the data directory " + directory + " (" + e + "): check its permissions", e);
        }
    }

    private static Database database(Path directory, String name, int format) {
        return new Database(directory.resolve(name + ".db"), format);
    }

    private static Database atomicStoreFile(Path directory) {
        return new Database(
                directory.resolve("cells.db"),
                SqliteAtomicStore.FORMAT,
                "move cells.db, cells.db-wal and cells.db-shm away and run ./keyledger ledger restore, which writes the"
                        + " claims of e-mail addresses again",
                false);
    }

    private static Ledger openLedger(
            Path directory, Clock clock, SecureRandom random, FatalErrorHandler fatalErrorHandler) {
        IdGenerator ids = new IdGenerator(random);
        SqliteCommitStore commits = SqliteCommitStore.open(
                database(directory, "ledger", SqliteCommitStore.FORMAT), ids, SqliteCommitStore.CommitHook.DEFAULT);
        return new GroupCommitLedger(
                commits, ids.writerName(), clock, random, AppendLimits.DEFAULTS, fatalErrorHandler);
    }

    /** Locked while the storage is open, so that no second process writes to the directory. */
    private static final class LockFile implements AutoCloseable {

        /** The lock files of this process. Closing a second channel to a file would release the lock of the first. */
        private static final Set<Path> LOCKED_FILES = ConcurrentHashMap.newKeySet();

        private final Path file;
        private final FileChannel channel;

        private LockFile(Path file, FileChannel channel) {
            this.file = file;
            this.channel = channel;
        }

        static LockFile acquire(Path directory) throws IOException {
            Path file = directory.toRealPath().resolve("lock");
            if (!LOCKED_FILES.add(file)) {
                throw new StorageOpenException(directory + " is already open in this process: close it first");
            }
            FileChannel channel = FileChannel.open(file, CREATE, READ, WRITE);
            try {
                if (channel.tryLock() == null) {
                    throw new StorageOpenException("another Keyledger (process " + holder(channel) + ") uses "
                            + directory + ": stop it, or set another data directory");
                }
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(US_ASCII)));
                return new LockFile(file, channel);
            } catch (IOException | StorageOpenException e) {
                channel.close();
                LOCKED_FILES.remove(file);
                throw e;
            }
        }

        private static String holder(FileChannel channel) throws IOException {
            ByteBuffer pid = ByteBuffer.allocate(20);
            channel.read(pid, 0);
            return new String(pid.array(), 0, pid.position(), US_ASCII);
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new IllegalStateException("cannot release the lock of " + file, e);
            } finally {
                LOCKED_FILES.remove(file);
            }
        }
    }
}
