package org.keyledger.ledger.mongo;

import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.keyledger.ledger.StorageOpenException;

/** Whether the indexes are there that promise uniqueness. */
final class UniqueIndexCheck {

    private UniqueIndexCheck() {}

    /** @throws StorageOpenException that names the first one that is missing, and how to make it */
    static void check(ClientSession session, MongoCollection<BsonDocument> collection, List<BsonDocument> unique) {
        List<BsonDocument> there =
                collection.listIndexes(session, BsonDocument.class).into(new ArrayList<>());
        for (BsonDocument keys : unique) {
            if (there.stream().noneMatch(index -> isUnique(index, keys))) {
                String name = collection.getNamespace().getFullName();
                throw new StorageOpenException("the unique index " + keys.toJson() + " of " + name
                        + " is missing, and without it two nodes could record the same: stop all nodes, then run db."
                        + collection.getNamespace().getCollectionName() + ".createIndex(" + keys.toJson()
                        + ", {unique: true}) in " + collection.getNamespace().getDatabaseName());
            }
        }
    }

    private static boolean isUnique(BsonDocument index, BsonDocument keys) {
        BsonValue unique = index.get("unique");
        return unique != null
                && unique.isBoolean()
                && unique.asBoolean().getValue()
                && !index.containsKey("partialFilterExpression")
                && !index.containsKey("sparse")
                && List.copyOf(index.getDocument("key").keySet()).equals(List.copyOf(keys.keySet()));
    }
}
