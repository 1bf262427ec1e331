package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.mongo.BsonFilters.byId;
import static org.keyledger.ledger.mongo.BsonFilters.bytes;
import static org.keyledger.ledger.mongo.BsonFilters.insertIfAbsent;
import static org.keyledger.ledger.mongo.BsonFilters.number;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.ReplaceOptions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.spec.SecretKeySpec;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.masterkey.WrappedKey;

/**
 * The vault in a database of its own. A subject is one document: {@code {_id, v: version, w: wrapped key}} while it
 * lives, {@code {_id, p: position}} once it is destroyed; one document cannot be both, so no transaction is needed.
 *
 * <p>No key is kept in memory: another node may destroy it. What was overwritten stays in the server's journal and oplog
 * until they are, and in backups, wrapped.
 */
final class MongoVault implements Vault {

    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();
    static final String VERSION = "v";
    private static final String WRAPPED = "w";
    private static final String DESTROYED = "p";

    private static final BsonDocument EXISTS = new BsonDocument("$exists", BsonBoolean.TRUE);

    /** A secret that every vault keeps, so that a wrong master key is noticed at once. */
    private static final String CANARY = "";

    private final CausalSessions servers;
    private final MongoCollection<BsonDocument> keys;
    private final MongoCollection<BsonDocument> secrets;
    private final MasterKey master;

    private MongoVault(CausalSessions servers, MongoDatabase database, MasterKey master) {
        this.servers = servers;
        this.keys = database.getCollection("keys", BsonDocument.class);
        this.secrets = database.getCollection("secrets", BsonDocument.class);
        this.master = master;
    }

    /**
     * Opens the vault, and makes one if there is none.
     *
     * @param place where it is, in words
     * @param master asked for when it is known whether the vault is new
     * @throws StorageOpenException if it was made with another master key
     */
    static MongoVault open(CausalSessions servers, MongoDatabase database, String place, MasterKey.Source master) {
        boolean isNew = servers.call(session -> database.getCollection("secrets", BsonDocument.class)
                        .find(session, byId(CANARY))
                        .first()
                == null);
        MongoVault vault = new MongoVault(servers, database, master.load(isNew));
        try {
            vault.putSecretIfAbsent(CANARY, new byte[0]);
        } catch (StorageOpenException e) {
            throw MasterKey.toWrongKeyException(place, e);
        }
        return vault;
    }

    /** Durable one and all when it returns; a crash between them leaves keys that nobody uses. */
    @Override
    public void createKeys(Collection<String> subjects) {
        if (subjects.isEmpty()) {
            return;
        }
        LinkedHashSet<String> distinct = new LinkedHashSet<>(subjects);
        List<BsonDocument> newKeys = distinct.stream().map(this::newKey).toList();
        try {
            servers.run(session -> keys.insertMany(session, newKeys, new InsertManyOptions().ordered(false)));
        } catch (MongoBulkWriteException e) {
            if (!BsonFilters.isDuplicateKey(e)) {
                throw e;
            }
            distinct.forEach(this::awaitKnown);
        }
    }

    private BsonDocument newKey(String subject) {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        WrappedKey wrapped = master.wrap(subjectAad(subject), key);
        Arrays.fill(key, (byte) 0);
        return document(subject, wrapped);
    }

    /** The winner's key may be sealed with once a majority has it, not before. */
    private void awaitKnown(String subject) {
        BoundedBackoff retries = new BoundedBackoff("key");
        while (found(keys, subject).isEmpty()) {
            retries.pause();
        }
    }

    @Override
    public Subject findKey(String subject) {
        return found(keys, subject).map(it -> read(subject, it)).orElseGet(Subject.Absent::new);
    }

    private Subject read(String subject, BsonDocument found) {
        return found.containsKey(DESTROYED)
                ? new Subject.Destroyed(position(found))
                : new Subject.Active(new SecretKeySpec(master.unwrap(subjectAad(subject), wrapped(found)), "AES"));
    }

    @Override
    public void destroyKey(String subject, Position by) {
        BsonDocument tombstone = byId(subject).append(DESTROYED, number(by.value()));
        BsonDocument live = byId(subject).append(WRAPPED, EXISTS);
        BoundedBackoff retries = new BoundedBackoff("key");
        while (!(findKey(subject) instanceof Subject.Destroyed)) {
            if (servers.call(
                    session -> keys.replaceOne(session, live, tombstone).getMatchedCount() == 1
                            || insertIfAbsent(session, keys, tombstone))) {
                return;
            }
            retries.pause();
        }
    }

    @Override
    public Map<String, Position> destroyedSubjects() {
        Map<String, Position> all = new TreeMap<>();
        servers.run(session -> keys.find(session, new BsonDocument(DESTROYED, EXISTS))
                .forEach(found -> all.put(found.getString(BsonFilters.ID).getValue(), position(found))));
        return all;
    }

    private static Position position(BsonDocument tombstone) {
        return new Position(tombstone.getInt64(DESTROYED).getValue());
    }

    @Override
    public byte[] putSecretIfAbsent(String name, byte[] secret) {
        Optional<byte[]> kept = findSecret(name);
        if (kept.isPresent()) {
            return kept.get();
        }
        BsonDocument document = document(name, master.wrap(secretAad(name), secret));
        if (servers.call(session -> insertIfAbsent(session, secrets, document))) {
            return secret.clone();
        }
        BoundedBackoff retries = new BoundedBackoff("secret");
        for (kept = findSecret(name); kept.isEmpty(); kept = findSecret(name)) {
            retries.pause();
        }
        return kept.get();
    }

    @Override
    public void putSecret(String name, byte[] secret) {
        BsonDocument document = document(name, master.wrap(secretAad(name), secret));
        servers.run(session -> {
            if (secrets.replaceOne(session, byId(name), document).getMatchedCount() == 0) {
                secrets.replaceOne(session, byId(name), document, new ReplaceOptions().upsert(true));
            }
        });
    }

    @Override
    public Optional<byte[]> findSecret(String name) {
        return found(secrets, name).map(found -> master.unwrap(secretAad(name), wrapped(found)));
    }

    private Optional<BsonDocument> found(MongoCollection<BsonDocument> collection, String id) {
        return servers.call(session ->
                Optional.ofNullable(collection.find(session, byId(id)).first()));
    }

    @Override
    public long rewrap(Progress progress) {
        MongoKeyRewrapper rewrapping = new MongoKeyRewrapper(servers, master);
        long all = rewrapping.countOutdated(keys) + rewrapping.countOutdated(secrets);
        long wrapped = rewrapping.rewrapAll(keys, MongoVault::subjectAad, done -> progress.update(done, all));
        wrapped += rewrapping.rewrapAll(secrets, MongoVault::secretAad, done -> {});
        progress.update(wrapped, all);
        return wrapped;
    }

    static BsonDocument document(String id, WrappedKey wrapped) {
        return byId(id).append(VERSION, number(wrapped.version())).append(WRAPPED, bytes(wrapped.bytes()));
    }

    static WrappedKey wrapped(BsonDocument document) {
        return new WrappedKey(
                document.getInt32(VERSION).getValue(),
                document.getBinary(WRAPPED).getData());
    }

    private static String subjectAad(String subject) {
        return "subject " + subject;
    }

    private static String secretAad(String name) {
        return "secret " + name;
    }

    /** The connection belongs to the home. */
    @Override
    public void close() {}
}
