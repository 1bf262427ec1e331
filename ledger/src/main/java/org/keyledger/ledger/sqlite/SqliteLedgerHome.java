package org.keyledger.ledger.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.keyledger.ledger.CannotOpen;
import org.keyledger.ledger.Cells;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerHome;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.appending.AppendLimits;
import org.keyledger.ledger.appending.GroupCommitLedger;
import org.keyledger.ledger.appending.Halt;
import org.keyledger.ledger.chaining.EndOfChain;
import org.keyledger.ledger.wrapping.MasterKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All four ports in one directory: {@code ledger.db}, {@code vault.db}, {@code views.db}, {@code cells.db}. It belongs to
 * one process for as long as it is open.
 */
public final class SqliteLedgerHome implements LedgerHome {

    private static final Logger LOG = LoggerFactory.getLogger(SqliteLedgerHome.class);

    private final Path directory;
    private final LockFile lock;
    private final Vault vault;
    private final Views views;
    private final Cells cells;
    private final Ledger ledger;

    private SqliteLedgerHome(Path directory, LockFile lock, Vault vault, Views views, Cells cells, Ledger ledger) {
        this.directory = directory;
        this.lock = lock;
        this.vault = vault;
        this.views = views;
        this.cells = cells;
        this.ledger = ledger;
    }

    /** As {@link #open(Path, MasterKey, Clock, Halt)}; a failed write to disk ends this process. */
    public static SqliteLedgerHome open(Path directory, MasterKey master, Clock clock) {
        return open(directory, master, clock, Halt.THIS_PROCESS);
    }

    /**
     * Opens the directory, and makes it if it is not there.
     *
     * @param clock of the ledger's time limit and of what expires in cells
     * @param halt called when it is not known whether a commit is on disk; it must not return
     * @throws CannotOpen if another process holds it, a newer version wrote it, the master key is another, or the end of
     *     the chain is broken
     */
    public static SqliteLedgerHome open(Path directory, MasterKey master, Clock clock, Halt halt) {
        Deque<AutoCloseable> opened = new ArrayDeque<>();
        try {
            Files.createDirectories(directory);
            LockFile lock = kept(opened, LockFile.take(directory));
            Vault vault = kept(opened, SqliteVault.open(file(directory, "vault", SqliteVault.FORMAT), master, halt));
            Views views = kept(opened, SqliteViews.open(file(directory, "views", SqliteViews.FORMAT), halt));
            Cells cells = kept(opened, SqliteCells.open(file(directory, "cells", SqliteCells.FORMAT), clock, halt));
            Ledger ledger = kept(opened, ledger(directory, clock, halt));
            EndOfChain.verify(ledger);
            opened.clear();
            return new SqliteLedgerHome(directory, lock, vault, views, cells, ledger);
        } catch (IOException e) {
            throw new CannotOpen("cannot work in " + directory + ": " + e.getMessage(), e);
        } finally {
            opened.forEach(SqliteLedgerHome::close);
        }
    }

    private static <T extends AutoCloseable> T kept(Deque<AutoCloseable> opened, T fresh) {
        opened.push(fresh);
        return fresh;
    }

    private static Database file(Path directory, String name, int format) {
        return new Database(directory.resolve(name + ".db"), format);
    }

    private static Ledger ledger(Path directory, Clock clock, Halt halt) {
        SqliteCommits commits = SqliteCommits.open(file(directory, "ledger", SqliteCommits.FORMAT), Committing.PLAIN);
        String writer = ProcessHandle.current().pid() + "-" + Long.toHexString(new SecureRandom().nextLong());
        return new GroupCommitLedger(commits, writer, clock, AppendLimits.DEFAULTS, halt);
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Views views() {
        return views;
    }

    @Override
    public Vault vault() {
        return vault;
    }

    @Override
    public Cells cells() {
        return cells;
    }

    @Override
    public String place() {
        return "SQLite in " + directory;
    }

    /** Lets commits under way end, and lets go of the directory last. */
    @Override
    public void close() {
        List.of(ledger, cells, views, vault, lock).forEach(SqliteLedgerHome::close);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.error("closing went wrong; what was acknowledged is stored", e);
        }
    }
}
