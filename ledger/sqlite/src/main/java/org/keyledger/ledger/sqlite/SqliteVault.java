package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.masterkey.VaultKeyWrapper;
import org.keyledger.ledger.masterkey.VaultKeyWrapper.NewKey;
import org.keyledger.ledger.masterkey.WrappedKey;
import org.keyledger.ledger.sqlite.Database.Synchronous;

/**
 * The vault in a file of its own. A destroyed key is overwritten in the database file and in the WAL.
 *
 * <p>All wrapped keys have the same length, and a destroyed one is replaced by as many zeros. SQLite therefore writes in
 * place, and splitting or joining pages leaves no copy.
 */
final class SqliteVault implements Vault {

    static final int FORMAT = 1;

    private static final int CHECKPOINT_PAGES = 1000;

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE keys (n INTEGER PRIMARY KEY, subject TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,"
                    + " wrapped BLOB NOT NULL)",
            "CREATE TABLE destroyed (subject TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE secrets (name TEXT PRIMARY KEY, version INTEGER NOT NULL, wrapped BLOB NOT NULL)");

    private static final String INSERT_KEY = "INSERT INTO keys (subject, version, wrapped) SELECT ?1, ?2, ?3"
            + " WHERE NOT EXISTS (SELECT 1 FROM destroyed WHERE subject = ?1) ON CONFLICT (subject) DO NOTHING";
    /** One statement, so that a key is not read between its two updates by {@link #destroyKey}. */
    private static final String FIND_KEY = "SELECT k.version, k.wrapped, d.position FROM (SELECT ?1 AS subject) s"
            + " LEFT JOIN keys k ON k.subject = s.subject LEFT JOIN destroyed d ON d.subject = s.subject";

    private static final String ALL_DESTROYED = "SELECT subject, position FROM destroyed";
    private static final String ZERO_KEY = "UPDATE keys SET wrapped = zeroblob(length(wrapped)) WHERE subject = ?";
    private static final String INSERT_TOMBSTONE =
            "INSERT INTO destroyed (subject, position) VALUES (?, ?) ON CONFLICT (subject) DO NOTHING";
    private static final String FIND_SECRET = "SELECT version, wrapped FROM secrets WHERE name = ?";
    private static final String PUT_SECRET_IF_ABSENT =
            "INSERT INTO secrets (name, version, wrapped) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING";
    private static final String PUT_SECRET = "INSERT OR REPLACE INTO secrets (name, version, wrapped) VALUES (?, ?, ?)";

    private final Path file;
    private final VaultKeyWrapper wrapper;
    private final WalCheckpointer checkpointer;
    private final ReentrantLock lock = new ReentrantLock();
    private final SqliteTransactionRunner transactions;
    private final ReaderPool readers;
    private final CoalescingBatch<List<NewKey>, Map<String, Subject.Active>> creations =
            new CoalescingBatch<>(lock, this::insertKeys);

    private SqliteVault(
            Database database, VaultKeyWrapper wrapper, SqliteConnection writer, FatalErrorHandler fatalErrorHandler) {
        this.file = database.file();
        this.wrapper = wrapper;
        this.checkpointer = new WalCheckpointer(database, CHECKPOINT_PAGES);
        this.transactions = new SqliteTransactionRunner(database, writer, checkpointer, lock, fatalErrorHandler);
        this.readers = new ReaderPool(database);
    }

    /** @throws StorageOpenException if the file cannot be opened or was created with another master key */
    static SqliteVault open(Database database, VaultKeyWrapper wrapper, FatalErrorHandler fatalErrorHandler) {
        SqliteConnection writer = database.preparedWriter(Synchronous.FULL, CHECKPOINT_PAGES, SCHEMA);
        SqliteVault vault = new SqliteVault(database, wrapper, withSecureDelete(writer), fatalErrorHandler);
        try {
            VaultKeyWrapper.requireMatchingKey(vault, database.file().toString());
            return vault;
        } catch (StorageOpenException e) {
            vault.close();
            throw e;
        }
    }

    private static SqliteConnection withSecureDelete(SqliteConnection connection) {
        try {
            connection.execute("PRAGMA secure_delete=ON");
            return connection;
        } catch (SQLException e) {
            throw SqliteStoreException.toException("cannot configure the connection of the vault", e);
        }
    }

    @Override
    public Map<String, Subject.Active> createKeys(Collection<String> subjects) {
        return creations.submit(subjects.stream().map(wrapper::newKey).toList());
    }

    /** One transaction for the keys of all callers, synced to disk on return. */
    private List<Map<String, Subject.Active>> insertKeys(List<List<NewKey>> batch) {
        return transactions.run(connection -> {
            List<Map<String, Subject.Active>> created = new ArrayList<>();
            for (List<NewKey> keys : batch) {
                created.add(insertKeys(connection, keys));
            }
            return created;
        });
    }

    private static Map<String, Subject.Active> insertKeys(SqliteConnection connection, List<NewKey> keys)
            throws SQLException {
        Map<String, Subject.Active> created = new HashMap<>();
        for (NewKey key : keys) {
            WrappedKey wrapped = key.wrapped();
            if (connection.update(INSERT_KEY, key.subject(), wrapped.version(), wrapped.bytes()) == 1) {
                created.put(key.subject(), key.key());
            }
        }
        return created;
    }

    @Override
    public Subject findKey(String subject) {
        return readers.query(connection -> connection.first(row -> subject(subject, row), FIND_KEY, subject))
                .orElseThrow();
    }

    private Subject subject(String subject, ResultSet row) throws SQLException {
        long destroyedBy = row.getLong(3);
        if (!row.wasNull()) {
            return new Subject.Destroyed(new Position(destroyedBy));
        }
        return row.getBytes(2) == null ? new Subject.Absent() : wrapper.unwrapKey(subject, wrapped(row));
    }

    @Override
    public void destroyKey(String subject, Position position) {
        lock.lock();
        try {
            transactions.run(connection -> connection.update(ZERO_KEY, subject)
                    + connection.update(INSERT_TOMBSTONE, subject, position.value()));
            truncateWal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Map<String, Position> destroyedSubjects() {
        Map<String, Position> destroyed = new TreeMap<>();
        readers.query(connection ->
                connection.list(row -> destroyed.put(row.getString(1), new Position(row.getLong(2))), ALL_DESTROYED));
        return destroyed;
    }

    /** The WAL contains earlier versions of pages. */
    private void truncateWal() {
        if (!checkpointer.truncate()) {
            throw new IllegalStateException(
                    "the write-ahead log of " + file + " still contains what was overwritten: try again");
        }
    }

    @Override
    public byte[] putSecretIfAbsent(String name, byte[] secret) {
        WrappedKey wrapped = wrapper.wrapSecret(name, secret);
        return transactions.run(connection -> {
            connection.update(PUT_SECRET_IF_ABSENT, name, wrapped.version(), wrapped.bytes());
            return secret(connection, name).orElseThrow();
        });
    }

    @Override
    public void putSecret(String name, byte[] secret) {
        WrappedKey wrapped = wrapper.wrapSecret(name, secret);
        lock.lock();
        try {
            transactions.run(connection -> connection.update(PUT_SECRET, name, wrapped.version(), wrapped.bytes()));
            truncateWal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<byte[]> findSecret(String name) {
        return readers.query(connection -> secret(connection, name));
    }

    private Optional<byte[]> secret(SqliteConnection connection, String name) throws SQLException {
        return connection
                .first(SqliteVault::wrapped, FIND_SECRET, name)
                .map(wrapped -> wrapper.unwrapSecret(name, wrapped));
    }

    /** Vacuums afterwards: a page that was split keeps copies of rows, which {@link #destroyKey} would not overwrite. */
    @Override
    public long rewrap(Progress progress) {
        lock.lock();
        try {
            long rewrapped = new SqliteKeyRewrapper(transactions, wrapper).rewrapAll(progress);
            checkpointer.vacuum();
            truncateWal();
            return rewrapped;
        } finally {
            lock.unlock();
        }
    }

    private static WrappedKey wrapped(ResultSet row) throws SQLException {
        return new WrappedKey(row.getInt(1), row.getBytes(2));
    }

    @Override
    public void close() {
        readers.close();
        checkpointer.close();
        transactions.close();
    }
}
