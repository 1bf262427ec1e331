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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.ledger.masterkey.VaultKeyWrapper;
import org.keyledger.ledger.masterkey.VaultKeyWrapper.NewKey;
import org.keyledger.ledger.masterkey.WrappedKey;

/**
 * The vault in a database of its own. A subject is one document, {@code {_id, v: version, w: wrapped key}} while its key is
 * active and {@code {_id, p: position}} after it was destroyed. One document cannot be both, so no transaction is needed.
 *
 * <p>A destroyed key remains, wrapped, in the journal and oplog of the server until they are overwritten, and in backups.
 */
final class MongoVault implements Vault {

    static final String VERSION = "v";

    private static final String SECRETS = "secrets";
    private static final String WRAPPED = "w";
    private static final String DESTROYED = "p";
    private static final BsonDocument EXISTS = new BsonDocument("$exists", BsonBoolean.TRUE);

    private final CausalSessions sessions;
    private final MongoCollection<BsonDocument> keys;
    private final MongoCollection<BsonDocument> secrets;
    private final VaultKeyWrapper wrapper;

    private MongoVault(CausalSessions sessions, MongoDatabase database, VaultKeyWrapper wrapper) {
        this.sessions = sessions;
        this.keys = database.getCollection("keys", BsonDocument.class);
        this.secrets = database.getCollection(SECRETS, BsonDocument.class);
        this.wrapper = wrapper;
    }

    /**
     * Opens the vault; creates it if there is none.
     *
     * @param location type and location of the vault, for operators
     * @param random source of keys and nonces
     * @throws StorageOpenException if there is no master key, or the vault was created with another one
     */
    static MongoVault open(
            CausalSessions sessions,
            MongoDatabase database,
            String location,
            MasterKey.Source master,
            SecureRandom random) {
        BsonDocument filter = byId(VaultKeyWrapper.CHECK_SECRET);
        boolean isNew = sessions.call(
                session -> database.getCollection(SECRETS).find(session, filter).first() == null);
        MongoVault vault = new MongoVault(sessions, database, new VaultKeyWrapper(master.load(isNew), random));
        VaultKeyWrapper.requireMatchingKey(vault, location);
        return vault;
    }

    /** Not a transaction: a crash may leave some of the keys, which no event uses. */
    @Override
    public Map<String, Subject.Active> createKeys(Collection<String> subjects) {
        if (subjects.isEmpty()) {
            return Map.of();
        }
        List<NewKey> newKeys = subjects.stream().distinct().map(wrapper::newKey).toList();
        Map<String, Subject.Active> created = newKeys.stream().collect(Collectors.toMap(NewKey::subject, NewKey::key));
        for (NewKey existing : insert(newKeys)) {
            awaitMajority(existing.subject());
            created.remove(existing.subject());
        }
        return created;
    }

    /**
     * Inserts the keys of subjects that have no document; a majority has stored them on return.
     *
     * @return the keys that were not inserted
     */
    private List<NewKey> insert(List<NewKey> newKeys) {
        List<BsonDocument> documents = newKeys.stream()
                .map(key -> document(key.subject(), key.wrapped()))
                .toList();
        try {
            sessions.run(session -> keys.insertMany(session, documents, new InsertManyOptions().ordered(false)));
            return List.of();
        } catch (MongoBulkWriteException e) {
            if (!BsonFilters.isDuplicateKey(e)) {
                throw e;
            }
            return e.getWriteErrors().stream()
                    .map(error -> newKeys.get(error.getIndex()))
                    .toList();
        }
    }

    /** A key that another node created is used only after a majority has it, because an election could still lose it. */
    private void awaitMajority(String subject) {
        BoundedBackoff backoff = sessions.newBackoff("key");
        while (find(keys, subject).isEmpty()) {
            backoff.pause();
        }
    }

    @Override
    public Subject findKey(String subject) {
        return find(keys, subject).map(document -> decode(subject, document)).orElseGet(Subject.Absent::new);
    }

    private Subject decode(String subject, BsonDocument document) {
        return document.containsKey(DESTROYED)
                ? new Subject.Destroyed(position(document))
                : wrapper.unwrapKey(subject, wrapped(document));
    }

    @Override
    public void destroyKey(String subject, Position position) {
        BsonDocument tombstone = byId(subject).append(DESTROYED, number(position.value()));
        BsonDocument active = byId(subject).append(WRAPPED, EXISTS);
        BoundedBackoff backoff = sessions.newBackoff("key");
        while (!(findKey(subject) instanceof Subject.Destroyed)) {
            if (sessions.call(
                    session -> keys.replaceOne(session, active, tombstone).getMatchedCount() == 1
                            || insertIfAbsent(session, keys, tombstone))) {
                return;
            }
            backoff.pause();
        }
    }

    @Override
    public Map<String, Position> destroyedSubjects() {
        Map<String, Position> destroyed = new TreeMap<>();
        sessions.run(session -> keys.find(session, new BsonDocument(DESTROYED, EXISTS))
                .forEach(document ->
                        destroyed.put(document.getString(BsonFilters.ID).getValue(), position(document))));
        return destroyed;
    }

    private static Position position(BsonDocument tombstone) {
        return new Position(tombstone.getInt64(DESTROYED).getValue());
    }

    @Override
    public byte[] putSecretIfAbsent(String name, byte[] secret) {
        Optional<byte[]> present = findSecret(name);
        if (present.isPresent()) {
            return present.get();
        }
        BsonDocument document = document(name, wrapper.wrapSecret(name, secret));
        if (sessions.call(session -> insertIfAbsent(session, secrets, document))) {
            return secret.clone();
        }
        BoundedBackoff backoff = sessions.newBackoff("secret");
        for (present = findSecret(name); present.isEmpty(); present = findSecret(name)) {
            backoff.pause();
        }
        return present.get();
    }

    @Override
    public void putSecret(String name, byte[] secret) {
        BsonDocument document = document(name, wrapper.wrapSecret(name, secret));
        sessions.run(session -> {
            if (secrets.replaceOne(session, byId(name), document).getMatchedCount() == 0) {
                secrets.replaceOne(session, byId(name), document, new ReplaceOptions().upsert(true));
            }
        });
    }

    @Override
    public Optional<byte[]> findSecret(String name) {
        return find(secrets, name).map(document -> wrapper.unwrapSecret(name, wrapped(document)));
    }

    private Optional<BsonDocument> find(MongoCollection<BsonDocument> collection, String id) {
        return sessions.call(session ->
                Optional.ofNullable(collection.find(session, byId(id)).first()));
    }

    @Override
    public long rewrap(Progress progress) {
        return new MongoKeyRewrapper(sessions, wrapper, keys, secrets).rewrapAll(progress);
    }

    static BsonDocument document(String id, WrappedKey wrapped) {
        return byId(id).append(VERSION, number(wrapped.version())).append(WRAPPED, bytes(wrapped.bytes()));
    }

    static WrappedKey wrapped(BsonDocument document) {
        return new WrappedKey(
                document.getInt32(VERSION).getValue(),
                document.getBinary(WRAPPED).getData());
    }

    /** {@link MongoStorage} closes the client. */
    @Override
    public void close() {}
}
