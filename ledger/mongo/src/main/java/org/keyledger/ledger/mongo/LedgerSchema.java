package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.mongo.BsonFilters.ascending;
import static org.keyledger.ledger.mongo.BsonFilters.byId;
import static org.keyledger.ledger.mongo.BsonFilters.number;
import static org.keyledger.ledger.mongo.BsonFilters.string;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.StorageOpenException;

/** The ledger's collections and unique indexes: made in an empty database, checked in any other. */
final class LedgerSchema {

    static final String COMMITS = "ledger";
    static final BsonDocument HISTORY_INDEX = ascending("e.a").append("e.s", new BsonInt32(1));

    private static final BsonDocument COMMIT_ID_INDEX = ascending("k");
    private static final List<BsonDocument> UNIQUE = List.of(HISTORY_INDEX, COMMIT_ID_INDEX);
    private static final int FORMAT = 1;
    private static final String META = "meta";
    private static final String NAME = "ledger";

    private LedgerSchema() {}

    /** @throws StorageOpenException if a newer version made it, an index is missing, or there are commits of who knows what */
    static LedgerIdentity prepare(CausalSessions servers, MongoDatabase database) {
        return servers.call(session -> prepare(session, database));
    }

    private static LedgerIdentity prepare(ClientSession session, MongoDatabase database) {
        MongoCollection<BsonDocument> meta = database.getCollection(META, BsonDocument.class);
        MongoCollection<BsonDocument> commits = database.getCollection(COMMITS, BsonDocument.class);
        BsonDocument found = meta.find(session, byId(NAME)).first();
        if (found == null) {
            return create(session, database.getName(), meta, commits);
        }
        UniqueIndexCheck.check(session, commits, UNIQUE);
        return identity(database.getName(), found);
    }

    private static LedgerIdentity create(
            ClientSession session,
            String database,
            MongoCollection<BsonDocument> meta,
            MongoCollection<BsonDocument> commits) {
        if (commits.find(session).limit(1).first() != null) {
            throw new StorageOpenException(
                    "database " + database + " holds commits and not the ledger's identity (collection " + META
                            + "): it was restored in part, restore it whole");
        }
        UNIQUE.forEach(keys -> commits.createIndex(session, keys, new IndexOptions().unique(true)));
        BsonDocument identity = byId(NAME)
                .append("format", number(FORMAT))
                .append("id", string(UUID.randomUUID().toString()))
                .append("epoch", number(0));
        BsonFilters.insertIfAbsent(session, meta, identity);
        return identity(database, meta.find(session, byId(NAME)).first());
    }

    private static LedgerIdentity identity(String database, @Nullable BsonDocument found) {
        if (found == null) {
            throw new StorageOpenException(
                    "another node is preparing database " + database + ": start again in a moment");
        }
        int format = found.getInt32("format").getValue();
        if (format > FORMAT) {
            throw new StorageOpenException("database " + database + " is of format " + format + ", this version knows "
                    + FORMAT + ": start the version that wrote it, or a newer one");
        }
        return new LedgerIdentity(
                UUID.fromString(found.getString("id").getValue()),
                found.getInt32("epoch").getValue());
    }
}
