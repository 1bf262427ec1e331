package org.keyledger.ledger.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.keyledger.ledger.DamagedFile;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.sqlite.SqliteConnection.Work;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Views in a new file, for a rebuild while the present file is damaged. Assigning an alias completes the rebuild: the
 * damaged file is set aside and the new one moved into its place. Until then the damaged file is unchanged.
 */
final class ReplacedViews extends SqliteViewReader implements Views {

    private static final Logger LOG = LoggerFactory.getLogger(ReplacedViews.class);
    private static final List<String> SUFFIXES = List.of("-wal", "-shm", "");

    private final Path file;
    private final Path newFile;
    private final FatalErrorHandler fatalErrorHandler;
    private final Clock clock;
    private SqliteViews views;
    private boolean completed;

    private ReplacedViews(Path file, FatalErrorHandler fatalErrorHandler, Clock clock) throws IOException {
        this.file = file;
        this.newFile = file.resolveSibling(file.getFileName() + ".new");
        this.fatalErrorHandler = fatalErrorHandler;
        this.clock = clock;
        for (String suffix : SUFFIXES) {
            Files.deleteIfExists(withSuffix(newFile, suffix));
        }
        this.views = SqliteViews.open(SqliteViews.database(newFile), fatalErrorHandler);
    }

    /**
     * The views of this file if every page of it is sound, otherwise views in a new file.
     *
     * @throws StorageOpenException if the file is not damaged, but cannot be opened
     */
    static Views open(Path file, FatalErrorHandler fatalErrorHandler, Clock clock) throws IOException {
        Database database = SqliteViews.database(file);
        try {
            SqliteViews present = SqliteViews.open(database, fatalErrorHandler);
            if (isSound(present)) {
                return present;
            }
        } catch (StorageOpenException e) {
            if (database.damage().isEmpty()) {
                throw e;
            }
        }
        LOG.warn("Rebuilding the damaged file {} into a new file", file);
        return new ReplacedViews(file, fatalErrorHandler, clock);
    }

    /** Closes views that are not sound. */
    private static boolean isSound(SqliteViews views) {
        try {
            views.requireSound();
            return true;
        } catch (RuntimeException e) {
            views.close();
            if (views.damage().isEmpty()) {
                throw e;
            }
            return false;
        }
    }

    @Override
    <T> T query(Work<T> query) {
        return views.query(query);
    }

    @Override
    public Batch begin(String projection, Optional<Checkpoint> from) {
        return views.begin(projection, from);
    }

    @Override
    public void drop(String view) {
        views.drop(view);
    }

    @Override
    public void assignAlias(String alias, String view) {
        views.assignAlias(alias, view);
        if (!completed) {
            complete();
        }
    }

    private void complete() {
        views.close();
        try {
            Instant now = clock.instant();
            for (String suffix : SUFFIXES) {
                Path damaged = withSuffix(file, suffix);
                if (Files.exists(damaged)) {
                    LOG.warn("Damaged file {} was set aside as {}", damaged, DamagedFile.moveAside(damaged, now));
                }
            }
            Files.move(newFile, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not move " + newFile + " to " + file, e);
        }
        views = SqliteViews.open(SqliteViews.database(file), fatalErrorHandler);
        completed = true;
    }

    private static Path withSuffix(Path path, String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    @Override
    public void close() {
        views.close();
    }
}
