package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.StorePreconditions.requireIndexName;
import static org.keyledger.ledger.mongo.BsonFilters.ID;
import static org.keyledger.ledger.mongo.BsonFilters.ascending;
import static org.keyledger.ledger.mongo.BsonFilters.byId;
import static org.keyledger.ledger.mongo.BsonFilters.bytes;
import static org.keyledger.ledger.mongo.BsonFilters.descending;
import static org.keyledger.ledger.mongo.BsonFilters.lessThan;
import static org.keyledger.ledger.mongo.BsonFilters.number;
import static org.keyledger.ledger.mongo.BsonFilters.string;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.keyledger.ledger.PageCursor;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorePreconditions;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.IndexKey;

/**
 * Encodes documents of views as {@code {_id, p: position, b: body, u: {index: key}, o: {index: {p: partition key, s: sort
 * key}}}}, and the filters, orders and indexes on these fields.
 */
final class ViewDocumentCodec {

    private ViewDocumentCodec() {}

    /** @throws IllegalArgumentException if an index has an invalid name */
    static BsonDocument encode(Document document) {
        StorePreconditions.requireIndexNames(document);
        BsonDocument unique = new BsonDocument();
        document.unique().forEach((index, key) -> unique.append(index, string(key)));
        BsonDocument ordered = new BsonDocument();
        document.ordered()
                .forEach((index, key) -> ordered.append(
                        index, new BsonDocument("p", string(key.partitionKey())).append("s", string(key.sortKey()))));
        return byId(document.id())
                .append("p", number(document.position().value()))
                .append("b", bytes(document.body()))
                .append("u", unique)
                .append("o", ordered);
    }

    static Document decode(BsonDocument stored) {
        Map<String, String> unique = new TreeMap<>();
        stored.getDocument("u")
                .forEach((index, key) -> unique.put(index, key.asString().getValue()));
        Map<String, IndexKey> ordered = new TreeMap<>();
        stored.getDocument("o").forEach((index, value) -> {
            BsonDocument key = value.asDocument();
            ordered.put(
                    index,
                    new IndexKey(
                            key.getString("p").getValue(), key.getString("s").getValue()));
        });
        return new Document(
                stored.getString(ID).getValue(),
                new Position(stored.getInt64("p").getValue()),
                stored.getBinary("b").getData(),
                unique,
                ordered);
    }

    /** The field of a unique index. */
    static String uniqueField(String index) {
        return "u." + requireIndexName(index);
    }

    static BsonDocument byUnique(String index, String key) {
        return new BsonDocument(uniqueField(index), string(key));
    }

    static BsonDocument inPartition(String index, String partition) {
        return new BsonDocument(partitionField(index), string(partition));
    }

    static BsonDocument inPartitionAfter(String index, String partition, PageCursor cursor) {
        String sortField = sortField(index);
        return inPartition(index, partition)
                .append(
                        "$or",
                        new BsonArray(List.of(
                                new BsonDocument(sortField, lessThan(string(cursor.sortKey()))),
                                new BsonDocument(sortField, string(cursor.sortKey()))
                                        .append(ID, lessThan(string(cursor.id()))))));
    }

    static BsonDocument newestFirst(String index) {
        return descending(sortField(index)).append(ID, new BsonInt32(-1));
    }

    /** The keys of a MongoDB index for an ordered index. */
    static BsonDocument orderedIndex(String index) {
        BsonDocument keys = ascending(partitionField(index));
        keys.putAll(newestFirst(index));
        return keys;
    }

    private static String partitionField(String index) {
        return "o." + requireIndexName(index) + ".p";
    }

    private static String sortField(String index) {
        return "o." + requireIndexName(index) + ".s";
    }
}
