package org.keyledger.ledger.sqlite;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.spec.SecretKeySpec;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.masterkey.WrappedKey;
import org.keyledger.ledger.sqlite.Database.Synchronous;

/**
 * The vault in a file of its own. What is destroyed is overwritten where it stood, in the file and in the log.
 *
 * <p>Wrapped keys all have one length, and a destroyed one gives way to as many zeros: SQLite then writes in place, and no
 * copy is left where a page was split or joined.
 */
final class SqliteVault implements Vault {

    static final int FORMAT = 1;

    private static final int CHECKPOINT_AT = 1000;
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** A secret that every vault keeps, so that a wrong master key is noticed at once. */
    private static final String CANARY = "";

    private static final List<String> SCHEMA = List.of(
            "CREATE TABLE keys (n INTEGER PRIMARY KEY, subject TEXT NOT NULL UNIQUE, version INTEGER NOT NULL,"
                    + " wrapped BLOB NOT NULL)",
            "CREATE TABLE destroyed (subject TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID",
            "CREATE TABLE secrets (name TEXT PRIMARY KEY, version INTEGER NOT NULL, wrapped BLOB NOT NULL)");

    private static final String CREATE = "INSERT INTO keys (subject, version, wrapped) SELECT ?1, ?2, ?3"
            + " WHERE NOT EXISTS (SELECT 1 FROM destroyed WHERE subject = ?1) ON CONFLICT (subject) DO NOTHING";
    private static final String FIND_KEY = "SELECT version, wrapped FROM keys WHERE subject = ?";
    private static final String DESTROYED = "SELECT position FROM destroyed WHERE subject = ?";
    private static final String ALL_DESTROYED = "SELECT subject, position FROM destroyed";
    private static final String ZERO_KEY = "UPDATE keys SET wrapped = zeroblob(length(wrapped)) WHERE subject = ?";
    private static final String INSERT_TOMBSTONE =
            "INSERT INTO destroyed (subject, position) VALUES (?, ?) ON CONFLICT (subject) DO NOTHING";
    private static final String SECRET = "SELECT version, wrapped FROM secrets WHERE name = ?";
    private static final String PUT_SECRET_IF_ABSENT =
            "INSERT INTO secrets (name, version, wrapped) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING";
    private static final String PUT_SECRET = "INSERT OR REPLACE INTO secrets (name, version, wrapped) VALUES (?, ?, ?)";

    private final Path file;
    private final MasterKey master;
    private final WalCheckpointer checkpointer;
    private final ReentrantLock lock = new ReentrantLock();
    private final SqliteTransactionRunner transactions;
    private final ReaderPool readers;
    private final KeyCache keyCache = new KeyCache();
    private final CoalescingBatch<List<NewKey>> creating = new CoalescingBatch<>(lock, this::createAll);

    /** A key on its way into the vault, unless the subject has one. */
    private record NewKey(String subject, Subject.Active key, WrappedKey wrapped) {}

    private SqliteVault(Database database, MasterKey master, SqliteConnection writer, FatalErrorHandler halt) {
        this.file = database.file();
        this.master = master;
        this.checkpointer = new WalCheckpointer(database, CHECKPOINT_AT);
        this.transactions = new SqliteTransactionRunner(database, writer, checkpointer, lock, halt);
        this.readers = new ReaderPool(database);
    }

    /** @throws StorageOpenException if it was made with another master key */
    static SqliteVault open(Database database, MasterKey master, FatalErrorHandler halt) {
        SqliteConnection writer = database.preparedWriter(Synchronous.FULL, CHECKPOINT_AT, SCHEMA);
        SqliteVault vault = new SqliteVault(database, master, secure(writer), halt);
        try {
            vault.putSecretIfAbsent(CANARY, new byte[0]);
            return vault;
        } catch (StorageOpenException e) {
            vault.close();
            throw MasterKey.toWrongKeyException(String.valueOf(database.file()), e);
        }
    }

    private static SqliteConnection secure(SqliteConnection session) {
        try {
            session.execute("PRAGMA secure_delete=ON");
            return session;
        } catch (SQLException e) {
            throw SqliteStoreException.toException("cannot open the vault", e);
        }
    }

    @Override
    public void createKeys(Collection<String> subjects) {
        creating.submit(subjects.stream().map(this::newKey).toList());
    }

    private NewKey newKey(String subject) {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        WrappedKey wrapped = master.wrap(subjectAad(subject), key);
        Subject.Active live = new Subject.Active(new SecretKeySpec(key, "AES"));
        Arrays.fill(key, (byte) 0);
        return new NewKey(subject, live, wrapped);
    }

    /** In one transaction, on disk on return; known then, since whoever creates a key is about to seal with it. */
    private void createAll(List<List<NewKey>> asked) {
        transactions
                .run(session -> {
                    List<NewKey> created = new ArrayList<>();
                    for (NewKey key : asked.stream().flatMap(List::stream).toList()) {
                        WrappedKey wrapped = key.wrapped();
                        if (session.update(CREATE, key.subject(), wrapped.version(), wrapped.bytes()) == 1) {
                            created.add(key);
                        }
                    }
                    return created;
                })
                .forEach(key -> keyCache.put(key.subject(), key.key()));
    }

    @Override
    public Subject findKey(String subject) {
        return keyCache.get(subject).<Subject>map(key -> key).orElseGet(() -> readKey(subject));
    }

    /** Under the lock, so that no key is put into the cache that was destroyed since it was read. */
    private Subject readKey(String subject) {
        lock.lock();
        try {
            Subject found = readers.query(session -> read(session, subject));
            if (found instanceof Subject.Active key) {
                keyCache.put(subject, key);
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    private Subject read(SqliteConnection session, String subject) throws SQLException {
        Optional<Long> destroyed = session.first(row -> row.getLong(1), DESTROYED, subject);
        if (destroyed.isPresent()) {
            return new Subject.Destroyed(new Position(destroyed.get()));
        }
        return session.first(SqliteVault::wrapped, FIND_KEY, subject)
                .<Subject>map(
                        it -> new Subject.Active(new SecretKeySpec(master.unwrap(subjectAad(subject), it), "AES")))
                .orElseGet(Subject.Absent::new);
    }

    @Override
    public void destroyKey(String subject, Position by) {
        lock.lock();
        try {
            transactions.run(session ->
                    session.update(ZERO_KEY, subject) + session.update(INSERT_TOMBSTONE, subject, by.value()));
            keyCache.evict(subject);
            truncateWal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Map<String, Position> destroyedSubjects() {
        Map<String, Position> all = new TreeMap<>();
        readers.query(session ->
                session.list(row -> all.put(row.getString(1), new Position(row.getLong(2))), ALL_DESTROYED));
        return all;
    }

    /** The log holds pages as they were. */
    private void truncateWal() {
        if (!checkpointer.truncate()) {
            throw new IllegalStateException("what was destroyed is still in the log of " + file + ": try again");
        }
    }

    @Override
    public byte[] putSecretIfAbsent(String name, byte[] secret) {
        WrappedKey wrapped = master.wrap(secretAad(name), secret);
        return transactions.run(session -> {
            session.update(PUT_SECRET_IF_ABSENT, name, wrapped.version(), wrapped.bytes());
            return secret(session, name).orElseThrow();
        });
    }

    @Override
    public void putSecret(String name, byte[] secret) {
        WrappedKey wrapped = master.wrap(secretAad(name), secret);
        lock.lock();
        try {
            transactions.run(session -> session.update(PUT_SECRET, name, wrapped.version(), wrapped.bytes()));
            truncateWal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<byte[]> findSecret(String name) {
        return readers.query(session -> secret(session, name));
    }

    private Optional<byte[]> secret(SqliteConnection session, String name) throws SQLException {
        return session.first(SqliteVault::wrapped, SECRET, name).map(it -> master.unwrap(secretAad(name), it));
    }

    @Override
    public long rewrap(Progress progress) {
        lock.lock();
        try {
            long wrapped = new SqliteKeyRewrapper(transactions, master).rewrapAll(progress);
            checkpointer
                    .vacuum(); // a page that was split has kept copies, of which destroying a key would know nothing
            truncateWal();
            return wrapped;
        } finally {
            lock.unlock();
        }
    }

    private static WrappedKey wrapped(ResultSet row) throws SQLException {
        return new WrappedKey(row.getInt(1), row.getBytes(2));
    }

    static String subjectAad(String subject) {
        return "subject " + subject;
    }

    static String secretAad(String name) {
        return "secret " + name;
    }

    @Override
    public void close() {
        readers.close();
        checkpointer.close();
        transactions.close();
    }
}
