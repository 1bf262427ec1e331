package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.mongo.BsonFilters.ascending;
import static org.keyledger.ledger.mongo.BsonFilters.greaterThan;
import static org.keyledger.ledger.mongo.BsonFilters.lessThan;
import static org.keyledger.ledger.mongo.BsonFilters.number;
import static org.keyledger.ledger.mongo.BsonFilters.string;

import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;
import org.bson.BsonDocument;
import org.keyledger.ledger.Vault.Progress;
import org.keyledger.ledger.masterkey.VaultKeyWrapper;
import org.keyledger.ledger.masterkey.WrappedKey;

/**
 * Rewraps the keys and secrets of older master key versions one by one. A document that was changed since it was read, by a
 * destroyed key for example, is left as it is.
 */
final class MongoKeyRewrapper {

    private static final int BATCH_SIZE = 500;

    private final CausalSessions sessions;
    private final VaultKeyWrapper wrapper;
    private final MongoCollection<BsonDocument> keys;
    private final MongoCollection<BsonDocument> secrets;

    MongoKeyRewrapper(
            CausalSessions sessions,
            VaultKeyWrapper wrapper,
            MongoCollection<BsonDocument> keys,
            MongoCollection<BsonDocument> secrets) {
        this.sessions = sessions;
        this.wrapper = wrapper;
        this.keys = keys;
        this.secrets = secrets;
    }

    /** Returns how many keys and secrets it rewrapped. */
    long rewrapAll(Progress progress) {
        long total = countOutdated(keys) + countOutdated(secrets);
        long done = rewrapAll(keys, wrapper::rewrapKey, count -> progress.update(count, total));
        done += rewrapAll(secrets, wrapper::rewrapSecret, count -> {});
        progress.update(done, total);
        return done;
    }

    private long countOutdated(MongoCollection<BsonDocument> collection) {
        return sessions.call(session -> collection.countDocuments(session, outdated()));
    }

    /** Excludes destroyed keys, which have no version. */
    private BsonDocument outdated() {
        return new BsonDocument(MongoVault.VERSION, lessThan(number(wrapper.version())));
    }

    private long rewrapAll(
            MongoCollection<BsonDocument> collection,
            BiFunction<String, WrappedKey, WrappedKey> rewrap,
            LongConsumer progress) {
        long done = 0;
        List<BsonDocument> batch = find(collection, outdated());
        while (!batch.isEmpty()) {
            for (BsonDocument document : batch) {
                done += rewrap(collection, document, rewrap);
            }
            progress.accept(done);
            String last = id(batch.get(batch.size() - 1));
            batch = find(collection, outdated().append(BsonFilters.ID, greaterThan(string(last))));
        }
        return done;
    }

    private List<BsonDocument> find(MongoCollection<BsonDocument> collection, BsonDocument filter) {
        return sessions.call(session -> collection
                .find(session, filter)
                .sort(ascending(BsonFilters.ID))
                .limit(BATCH_SIZE)
                .into(new ArrayList<>()));
    }

    private long rewrap(
            MongoCollection<BsonDocument> collection,
            BsonDocument document,
            BiFunction<String, WrappedKey, WrappedKey> rewrap) {
        String id = id(document);
        BsonDocument rewrapped = MongoVault.document(id, rewrap.apply(id, MongoVault.wrapped(document)));
        return sessions.call(
                session -> collection.replaceOne(session, document, rewrapped).getMatchedCount());
    }

    private static String id(BsonDocument document) {
        return document.getString(BsonFilters.ID).getValue();
    }
}
