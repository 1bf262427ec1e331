package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.mongo.BsonFilters.ascending;
import static org.keyledger.ledger.mongo.BsonFilters.byId;
import static org.keyledger.ledger.mongo.BsonFilters.number;
import static org.keyledger.ledger.mongo.BsonFilters.string;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.StorageOpenException;

/** The collections and unique indexes of the ledger: created in an empty database, checked in any other. */
final class LedgerSchema {

    static final String COMMITS = "ledger";
    static final BsonDocument HISTORY_INDEX = ascending("e.a").append("e.s", new BsonInt32(1));

    private static final BsonDocument COMMIT_ID_INDEX = ascending("k");
    private static final List<BsonDocument> UNIQUE_INDEXES = List.of(HISTORY_INDEX, COMMIT_ID_INDEX);
    private static final int FORMAT = 1;
    private static final String META = "meta";
    private static final String NAME = "ledger";

    private LedgerSchema() {}

    /**
     * @throws StorageOpenException if the database has a newer format, lacks a unique index, or has commits but no ledger
     *     identity
     */
    static LedgerIdentity prepare(CausalSessions sessions, MongoDatabase database, IdGenerator ids) {
        return sessions.call(session -> prepare(session, database, ids));
    }

    private static LedgerIdentity prepare(ClientSession session, MongoDatabase database, IdGenerator ids) {
        MongoCollection<BsonDocument> meta = database.getCollection(META, BsonDocument.class);
        MongoCollection<BsonDocument> commits = database.getCollection(COMMITS, BsonDocument.class);
        BsonDocument identity = meta.find(session, byId(NAME)).first();
        if (identity == null) {
            createIndexes(session, commits);
            BsonFilters.insertIfAbsent(session, meta, newIdentity(ids));
            identity = meta.find(session, byId(NAME)).first();
        } else {
            checkIndexes(session, commits);
        }
        return identity(database.getName(), identity);
    }

    private static void createIndexes(ClientSession session, MongoCollection<BsonDocument> commits) {
        if (commits.find(session).limit(1).first() != null) {
            throw new StorageOpenException("database " + commits.getNamespace().getDatabaseName()
                    + " has commits but no ledger identity (collection " + META
                    + "), so it was restored in part: restore the whole database");
        }
        UNIQUE_INDEXES.forEach(keys -> commits.createIndex(session, keys, new IndexOptions().unique(true)));
    }

    private static BsonDocument newIdentity(IdGenerator ids) {
        return byId(NAME)
                .append("format", number(FORMAT))
                .append("id", string(ids.uuid().toString()))
                .append("epoch", number(0));
    }

    private static void checkIndexes(ClientSession session, MongoCollection<BsonDocument> commits) {
        List<BsonDocument> indexes =
                commits.listIndexes(session, BsonDocument.class).into(new ArrayList<>());
        for (BsonDocument keys : UNIQUE_INDEXES) {
            if (indexes.stream().noneMatch(index -> isUnique(index, keys))) {
                throw new StorageOpenException("the unique index " + keys.toJson() + " of "
                        + commits.getNamespace().getFullName()
                        + " is missing, so two nodes could store the same commit: stop all nodes, then run db."
                        + commits.getNamespace().getCollectionName() + ".createIndex(" + keys.toJson()
                        + ", {unique: true}) in database "
                        + commits.getNamespace().getDatabaseName());
            }
        }
    }

    /** A partial or sparse index does not guarantee uniqueness. */
    private static boolean isUnique(BsonDocument index, BsonDocument keys) {
        BsonValue unique = index.get("unique");
        return unique != null
                && unique.isBoolean()
                && unique.asBoolean().getValue()
                && !index.containsKey("partialFilterExpression")
                && !index.containsKey("sparse")
                && List.copyOf(index.getDocument("key").keySet()).equals(List.copyOf(keys.keySet()));
    }

    private static LedgerIdentity identity(String database, @Nullable BsonDocument identity) {
        if (identity == null) {
            throw new StorageOpenException(
                    "another node is creating the ledger in database " + database + ": start again in a few seconds");
        }
        int format = identity.getInt32("format").getValue();
        if (format > FORMAT) {
            throw new StorageOpenException("database " + database + " has format " + format
                    + ", this version supports up to " + FORMAT + ": start the version that wrote it, or a newer one");
        }
        return new LedgerIdentity(
                UUID.fromString(identity.getString("id").getValue()),
                identity.getInt32("epoch").getValue());
    }
}
