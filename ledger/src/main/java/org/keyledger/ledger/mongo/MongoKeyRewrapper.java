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

    private static final int AT_ONCE = 500;

    private final CausalSessions servers;
    private final MasterKey master;

    MongoKeyRewrapper(CausalSessions servers, MasterKey master) {
        this.servers = servers;
        this.master = master;
    }

    long outdated(MongoCollection<BsonDocument> collection) {
        return servers.ask(session -> collection.countDocuments(session, older()));
    }

    /** A tombstone has no version. */
    private BsonDocument older() {
        return new BsonDocument(MongoVault.VERSION, below(number(master.version())));
    }

    long run(MongoCollection<BsonDocument> collection, UnaryOperator<String> nameOf, LongConsumer progress) {
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
        return servers.ask(session -> collection
                .find(session, which)
                .sort(ascending(BsonFilters.ID))
                .limit(AT_ONCE)
                .into(new ArrayList<>()));
    }

    private long rewrap(MongoCollection<BsonDocument> collection, BsonDocument old, UnaryOperator<String> nameOf) {
        String id = id(old);
        BsonDocument fresh = MongoVault.document(id, master.rewrap(nameOf.apply(id), MongoVault.wrapped(old)));
        return servers.ask(session -> collection.replaceOne(session, old, fresh).getMatchedCount());
    }

    private static String id(BsonDocument document) {
        return document.getString(BsonFilters.ID).getValue();
    }
}
