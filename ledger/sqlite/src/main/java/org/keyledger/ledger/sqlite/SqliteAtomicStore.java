package org.keyledger.ledger.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.sqlite.Database.Synchronous;

/**
 * Cells in a file of their own, with two connections: one waits for the disk and one does not. A cell keeps the
 * durability it was made with until it is replaced.
 */
final class SqliteAtomicStore implements AtomicStore {

    static final int FORMAT = 1;

    private static final int CHECKPOINT_AT = 1000;
    private static final int MAX_VALUE_BYTES = 4096;

    /** How often, in writes, what has expired is thrown away, and how much of it. */
    private static final int SWEEP_INTERVAL = 256;

    private static final int SWEEP_BATCH_SIZE = 1000;
    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE cells (key TEXT PRIMARY KEY, value BLOB NOT NULL, until INTEGER, durable INTEGER NOT NULL)"
                    + " WITHOUT ROWID",
            "CREATE INDEX cells_until ON cells (until) WHERE until IS NOT NULL",
            "CREATE TABLE counters (key TEXT PRIMARY KEY, counted INTEGER NOT NULL, until INTEGER NOT NULL)"
                    + " WITHOUT ROWID",
            "CREATE INDEX counters_until ON counters (until)");

    private static final String GET = "SELECT value, until, durable FROM cells WHERE key = ?";
    private static final String PUT = "INSERT OR REPLACE INTO cells (key, value, until, durable) VALUES (?, ?, ?, ?)";
    private static final String REPLACE = "UPDATE cells SET value = ?, durable = ? WHERE key = ?";
    private static final String REMOVE = "DELETE FROM cells WHERE key = ?";
    private static final String COUNT = "INSERT INTO counters (key, counted, until) VALUES (?1, 1, ?2 + ?3)"
            + " ON CONFLICT (key) DO UPDATE SET counted = CASE WHEN until <= ?2 THEN 1 ELSE counted + 1 END,"
            + " until = CASE WHEN until <= ?2 THEN ?2 + ?3 ELSE until END RETURNING counted";
    private static final String SWEEP_CELLS =
            "DELETE FROM cells WHERE key IN (SELECT key FROM cells WHERE until <= ? LIMIT ?)";
    private static final String SWEEP_COUNTERS =
            "DELETE FROM counters WHERE key IN (SELECT key FROM counters WHERE until <= ? LIMIT ?)";

    private record Cell(byte[] value, @Nullable Long until, boolean durable) {}

    private final Clock clock;
    private final ReaderPool readers;
    private final WalCheckpointer checkpointer;
    private final ReentrantLock lock = new ReentrantLock();
    private final SqliteTransactionRunner durable;
    private final SqliteTransactionRunner notSynced;
    private int writes;

    private SqliteAtomicStore(
            Database database,
            Clock clock,
            SqliteConnection forDurable,
            SqliteConnection forQuick,
            FatalErrorHandler halt) {
        this.clock = clock;
        this.readers = new ReaderPool(database);
        this.checkpointer = new WalCheckpointer(database, CHECKPOINT_AT);
        this.durable = new SqliteTransactionRunner(database, forDurable, checkpointer, lock, halt);
        this.notSynced = new SqliteTransactionRunner(database, forQuick, checkpointer, lock, halt);
    }

    static SqliteAtomicStore open(Database database, Clock clock, FatalErrorHandler halt) {
        SqliteConnection first = database.preparedWriter(Synchronous.FULL, CHECKPOINT_AT, SCHEMA);
        return new SqliteAtomicStore(database, clock, first, database.writer(Synchronous.NORMAL, CHECKPOINT_AT), halt);
    }

    @Override
    public Optional<byte[]> get(String key) {
        return readers.query(session -> live(session, key)).map(Cell::value);
    }

    @Override
    public byte[] putIfAbsent(String key, byte[] value, Durability durability) {
        requireMaxSize(value);
        return get(key).orElseGet(() -> transactionsFor(durability == Durability.DURABLE)
                .run(session -> {
                    Optional<Cell> held = live(session, key);
                    if (held.isPresent()) {
                        return held.get().value();
                    }
                    put(session, key, new Cell(value, null, durability == Durability.DURABLE));
                    return value.clone();
                }));
    }

    @Override
    public boolean acquireLease(String key, byte[] value, Duration lifetime) {
        requireMaxSize(value);
        return notSynced.run(session -> {
            long until = clock.millis() + lifetime.toMillis();
            if (live(session, key).filter(cell -> !isFromLater(cell, until)).isPresent()) {
                return false;
            }
            put(session, key, new Cell(value, until, false));
            sweep(session);
            return true;
        });
    }

    @Override
    public boolean compareAndSet(String key, byte[] expected, byte[] value, Durability durability) {
        requireMaxSize(value);
        return transactionsFor(durability == Durability.DURABLE).run(session -> {
            if (!holds(session, key, expected)) {
                return false;
            }
            session.update(REPLACE, value, durability == Durability.DURABLE, key);
            return true;
        });
    }

    @Override
    public boolean renewLease(String key, byte[] expected, byte[] value, Duration lifetime) {
        requireMaxSize(value);
        return notSynced.run(session -> {
            if (!holds(session, key, expected)) {
                return false;
            }
            put(session, key, new Cell(value, clock.millis() + lifetime.toMillis(), false));
            return true;
        });
    }

    /** Waits for the disk if the cell did when it was made, or a crash could bring it back. */
    @Override
    public boolean remove(String key, byte[] expected) {
        lock.lock();
        try {
            boolean wasDurable = readers.query(session -> live(session, key))
                    .map(Cell::durable)
                    .orElse(false);
            return transactionsFor(wasDurable)
                    .run(session -> holds(session, key, expected) && session.update(REMOVE, key) == 1);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long incrementAndGet(String key, Duration window) {
        return notSynced.run(session -> {
            long counted = session.first(row -> row.getLong(1), COUNT, key, clock.millis(), window.toMillis())
                    .orElseThrow();
            sweep(session);
            return counted;
        });
    }

    private SqliteTransactionRunner transactionsFor(boolean waiting) {
        return waiting ? durable : notSynced;
    }

    private boolean holds(SqliteConnection session, String key, byte[] expected) throws SQLException {
        return live(session, key)
                .filter(cell -> Arrays.equals(cell.value(), expected))
                .isPresent();
    }

    private Optional<Cell> live(SqliteConnection session, String key) throws SQLException {
        return session.first(SqliteAtomicStore::cell, GET, key)
                .filter(cell -> cell.until() == null || cell.until() > clock.millis());
    }

    private static boolean isFromLater(Cell cell, long until) {
        return cell.until() != null && cell.until() > until + MAX_CLOCK_SKEW.toMillis();
    }

    private static Cell cell(ResultSet row) throws SQLException {
        byte[] value = row.getBytes(1);
        long until = row.getLong(2);
        return new Cell(value, row.wasNull() ? null : until, row.getBoolean(3));
    }

    private static void put(SqliteConnection session, String key, Cell cell) throws SQLException {
        session.update(PUT, key, cell.value(), cell.until(), cell.durable());
    }

    private void sweep(SqliteConnection session) throws SQLException {
        writes = (writes + 1) % SWEEP_INTERVAL;
        if (writes == 0) {
            session.update(SWEEP_CELLS, clock.millis(), SWEEP_BATCH_SIZE);
            session.update(SWEEP_COUNTERS, clock.millis(), SWEEP_BATCH_SIZE);
        }
    }

    private static void requireMaxSize(byte[] value) {
        if (value.length > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("a cell holds 4 KB at most, not " + value.length + " bytes");
        }
    }

    @Override
    public void close() {
        readers.close();
        checkpointer.close();
        notSynced.close();
        durable.close();
    }
}
