package org.keyledger.ledger.sqlite;

import static org.keyledger.ledger.StorePreconditions.requireValueSize;

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
 * The atomic store in a file of its own, with two writing connections: one syncs each commit to disk, the other does not. An
 * entry keeps the durability it was written with until its value is replaced.
 */
final class SqliteAtomicStore implements AtomicStore {

    static final int FORMAT = 1;

    private static final int CHECKPOINT_PAGES = 1000;

    /** Number of writes between two sweeps of expired rows. */
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
    private static final String KEYS = "SELECT key FROM cells WHERE key > ? AND key >= ? AND key < ?"
            + " AND (until IS NULL OR until > ?) ORDER BY key LIMIT ?";
    private static final String PUT = "INSERT OR REPLACE INTO cells (key, value, until, durable) VALUES (?, ?, ?, ?)";
    private static final String REPLACE = "UPDATE cells SET value = ?, durable = ? WHERE key = ?";
    private static final String REMOVE = "DELETE FROM cells WHERE key = ?";
    private static final String COUNT = "INSERT INTO counters (key, counted, until) VALUES (?1, 1, ?2 + ?3)"
            + " ON CONFLICT (key) DO UPDATE SET counted = CASE WHEN until <= ?2 THEN 1 ELSE counted + 1 END,"
            + " until = CASE WHEN until <= ?2 THEN ?2 + ?3 ELSE until END RETURNING counted";
    private static final String SWEEP_ENTRIES =
            "DELETE FROM cells WHERE key IN (SELECT key FROM cells WHERE until <= ? LIMIT ?)";
    private static final String SWEEP_COUNTERS =
            "DELETE FROM counters WHERE key IN (SELECT key FROM counters WHERE until <= ? LIMIT ?)";

    /** @param expiresAt epoch milliseconds; null if the entry does not expire */
    private record Entry(byte[] value, @Nullable Long expiresAt, boolean durable) {}

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
            SqliteConnection durable,
            SqliteConnection notSynced,
            FatalErrorHandler fatalErrorHandler) {
        this.clock = clock;
        this.readers = new ReaderPool(database);
        this.checkpointer = new WalCheckpointer(database, CHECKPOINT_PAGES);
        this.durable = new SqliteTransactionRunner(database, durable, checkpointer, lock, fatalErrorHandler);
        this.notSynced = new SqliteTransactionRunner(database, notSynced, checkpointer, lock, fatalErrorHandler);
    }

    static SqliteAtomicStore open(Database database, Clock clock, FatalErrorHandler fatalErrorHandler) {
        SqliteConnection durable = database.preparedWriter(Synchronous.FULL, CHECKPOINT_PAGES, SCHEMA);
        SqliteConnection notSynced = database.writer(Synchronous.NORMAL, CHECKPOINT_PAGES);
        return new SqliteAtomicStore(database, clock, durable, notSynced, fatalErrorHandler);
    }

    @Override
    public Optional<byte[]> get(String key) {
        return readers.query(connection -> findUnexpired(connection, key)).map(Entry::value);
    }

    @Override
    public List<String> keys(String prefix, String after, int limit) {
        String end = prefix + Character.toString(Character.MAX_CODE_POINT);
        return readers.query(connection ->
                connection.list(row -> row.getString(1), KEYS, after, prefix, end, clock.millis(), limit));
    }

    @Override
    public byte[] putIfAbsent(String key, byte[] value, Durability durability) {
        requireValueSize(value);
        return get(key).orElseGet(() -> transactionsFor(durability == Durability.DURABLE)
                .run(connection -> {
                    Optional<Entry> present = findUnexpired(connection, key);
                    if (present.isPresent()) {
                        return present.get().value();
                    }
                    put(connection, key, new Entry(value, null, durability == Durability.DURABLE));
                    return value.clone();
                }));
    }

    @Override
    public boolean acquireLease(String key, byte[] value, Duration lifetime) {
        requireValueSize(value);
        return notSynced.run(connection -> {
            long expiresAt = clock.millis() + lifetime.toMillis();
            if (findUnexpired(connection, key)
                    .filter(entry -> !isFromFastClock(entry, expiresAt))
                    .isPresent()) {
                return false;
            }
            put(connection, key, new Entry(value, expiresAt, false));
            sweep(connection);
            return true;
        });
    }

    @Override
    public boolean compareAndSet(String key, byte[] expected, byte[] value, Durability durability) {
        requireValueSize(value);
        return transactionsFor(durability == Durability.DURABLE).run(connection -> {
            if (!contains(connection, key, expected)) {
                return false;
            }
            connection.update(REPLACE, value, durability == Durability.DURABLE, key);
            return true;
        });
    }

    @Override
    public boolean renewLease(String key, byte[] expected, byte[] value, Duration lifetime) {
        requireValueSize(value);
        return notSynced.run(connection -> {
            if (!contains(connection, key, expected)) {
                return false;
            }
            put(connection, key, new Entry(value, clock.millis() + lifetime.toMillis(), false));
            return true;
        });
    }

    /** Syncs the removal of a durable entry to disk, or a crash could restore the entry. */
    @Override
    public boolean remove(String key, byte[] expected) {
        lock.lock();
        try {
            boolean wasDurable = readers.query(connection -> findUnexpired(connection, key))
                    .map(Entry::durable)
                    .orElse(false);
            return transactionsFor(wasDurable)
                    .run(connection -> contains(connection, key, expected) && connection.update(REMOVE, key) == 1);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long incrementAndGet(String key, Duration window) {
        return notSynced.run(connection -> {
            long count = connection
                    .first(row -> row.getLong(1), COUNT, key, clock.millis(), window.toMillis())
                    .orElseThrow();
            sweep(connection);
            return count;
        });
    }

    private SqliteTransactionRunner transactionsFor(boolean synced) {
        return synced ? durable : notSynced;
    }

    private boolean contains(SqliteConnection connection, String key, byte[] expected) throws SQLException {
        return findUnexpired(connection, key)
                .filter(entry -> Arrays.equals(entry.value(), expected))
                .isPresent();
    }

    private Optional<Entry> findUnexpired(SqliteConnection connection, String key) throws SQLException {
        return connection
                .first(SqliteAtomicStore::entry, GET, key)
                .filter(entry -> entry.expiresAt() == null || entry.expiresAt() > clock.millis());
    }

    /** True if the entry outlives a new one by more than the clock skew: the clock was ahead when it was written. */
    private static boolean isFromFastClock(Entry entry, long expiresAt) {
        return entry.expiresAt() != null && entry.expiresAt() > expiresAt + MAX_CLOCK_SKEW.toMillis();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        byte[] value = row.getBytes(1);
        long expiresAt = row.getLong(2);
        return new Entry(value, row.wasNull() ? null : expiresAt, row.getBoolean(3));
    }

    private static void put(SqliteConnection connection, String key, Entry entry) throws SQLException {
        connection.update(PUT, key, entry.value(), entry.expiresAt(), entry.durable());
    }

    private void sweep(SqliteConnection connection) throws SQLException {
        writes = (writes + 1) % SWEEP_INTERVAL;
        if (writes == 0) {
            connection.update(SWEEP_ENTRIES, clock.millis(), SWEEP_BATCH_SIZE);
            connection.update(SWEEP_COUNTERS, clock.millis(), SWEEP_BATCH_SIZE);
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
