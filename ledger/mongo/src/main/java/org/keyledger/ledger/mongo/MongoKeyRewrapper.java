package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.mongo.BsonFilters.above;
import static org.keyledger.ledger.mongo.BsonFilters.ascending;
import static org.keyledger.ledger.mongo.BsonFilters.below;
import static org.keyledger.ledger.mongo.BsonFilters.number;
import static org.keyledger.ledger.mongo.BsonFilters.string;

import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;
import org.bson.BsonDocument;
import org.keyledger.ledger.masterkey.MasterKey;

/** Wraps anew what an older version of the master key wraps, document by document: only where it still stands as read. */
final class MongoKeyRewrapper {

    private static final int BATCH_SIZE = 500;

    private final CausalSessions servers;
    private final MasterKey master;

    MongoKeyRewrapper(CausalSessions servers, MasterKey master) {
        this.servers = servers;
        this.master = master;
    }

    long countOutdated(MongoCollection<BsonDocument> collection) {
        return servers.call(session -> collection.countDocuments(session, older()));
    }

    /** A tombstone has no version. */
    private BsonDocument older() {
        return new BsonDocument(MongoVault.VERSION, below(number(master.version())));
    }

    long rewrapAll(MongoCollection<BsonDocument> collection, UnaryOperator<String> nameOf, LongConsumer progress) {
        long done = 0;
        List<BsonDocument> some = after(collection, older());
        while (!some.isEmpty()) {
            for (BsonDocument old : some) {
                done += rewrap(collection, old, nameOf);
            }
            progress.accept(done);
            some = after(collection, older().append(BsonFilters.ID, above(string(id(some.get(some.size() - 1))))));
        }
        return done;
    }

    private List<BsonDocument> after(MongoCollection<BsonDocument> collection, BsonDocument which) {
        return servers.call(session -> collection
                .find(session, which)
                .sort(ascending(BsonFilters.ID))
                .limit(BATCH_SIZE)
                .into(new ArrayList<>()));
    }

    private long rewrap(MongoCollection<BsonDocument> collection, BsonDocument old, UnaryOperator<String> nameOf) {
        String id = id(old);
        BsonDocument rewrapped = MongoVault.document(id, master.rewrap(nameOf.apply(id), MongoVault.wrapped(old)));
        return servers.call(
                session -> collection.replaceOne(session, old, rewrapped).getMatchedCount());
    }

    private static String id(BsonDocument document) {
        return document.getString(BsonFilters.ID).getValue();
    }
}
