package org.keyledger.ledger.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.keyledger.ledger.AbstractLedgerStorage;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.Closer;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.append.AppendLimits;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.append.GroupCommitLedger;
import org.keyledger.ledger.hashchain.StartupChainCheck;
import org.keyledger.ledger.masterkey.MasterKey;

/**
 * All four ports in one directory: {@code ledger.db}, {@code vault.db}, {@code views.db}, {@code cells.db}. It belongs to
 * one process for as long as it is open.
 */
public final class SqliteStorage extends AbstractLedgerStorage {

    private SqliteStorage(Path directory, Closer parts, Ledger ledger, Views views, Vault vault, AtomicStore cells) {
        super("SQLite in " + directory, parts, ledger, views, vault, cells);
    }

    /** As {@link #open(Path, MasterKey, Clock, FatalErrorHandler)}; a failed write to disk ends this process. */
    public static SqliteStorage open(Path directory, MasterKey master, Clock clock) {
        return open(directory, master, clock, FatalErrorHandler.HALT_JVM);
    }

    /**
     * Opens the directory, and makes it if it is not there.
     *
     * @param clock of the ledger's time limit and of what expires in cells
     * @param halt called when it is not known whether a commit is on disk; it must not return
     * @throws StorageOpenException if another process holds it, a newer version wrote it, the master key is another, or the end of
     *     the chain is broken
     */
    public static SqliteStorage open(Path directory, MasterKey master, Clock clock, FatalErrorHandler halt) {
        try (Closer opened = new Closer()) {
            Files.createDirectories(directory);
            opened.register(LockFile.acquire(directory));
            Vault vault = opened.register(SqliteVault.open(file(directory, "vault", SqliteVault.FORMAT), master, halt));
            Views views = opened.register(SqliteViews.open(file(directory, "views", SqliteViews.FORMAT), halt));
            AtomicStore cells = opened.register(
                    SqliteAtomicStore.open(file(directory, "cells", SqliteAtomicStore.FORMAT), clock, halt));
            Ledger ledger = opened.register(ledger(directory, clock, halt));
            StartupChainCheck.verify(ledger);
            return new SqliteStorage(directory, opened.release(), ledger, views, vault, cells);
        } catch (IOException e) {
            throw new StorageOpenException("cannot work in " + directory + ": " + e.getMessage(), e);
        }
    }

    private static Database file(Path directory, String name, int format) {
        return new Database(directory.resolve(name + ".db"), format);
    }

    private static Ledger ledger(Path directory, Clock clock, FatalErrorHandler halt) {
        SqliteCommitStore commits =
                SqliteCommitStore.open(file(directory, "ledger", SqliteCommitStore.FORMAT), CommitHook.DEFAULT);
        return new GroupCommitLedger(commits, newWriterName(), clock, AppendLimits.DEFAULTS, halt);
    }
}
