package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.mongo.BsonFilters.byId;
import static org.keyledger.ledger.mongo.BsonFilters.bytes;
import static org.keyledger.ledger.mongo.BsonFilters.number;
import static org.keyledger.ledger.mongo.BsonFilters.string;

import java.util.Map;
import java.util.TreeMap;
import org.bson.BsonDocument;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.IndexKey;

/** {@code {_id, p: position, b: body, u: {index: key}, o: {index: {p: partition, s: sort}}}}. */
final class ViewDocumentCodec {

    private ViewDocumentCodec() {}

    static BsonDocument encode(Document document) {
        BsonDocument unique = new BsonDocument();
        document.unique().forEach((index, key) -> unique.append(requireFieldName(index), string(key)));
        BsonDocument ordered = new BsonDocument();
        document.ordered()
                .forEach((index, place) -> ordered.append(
                        requireFieldName(index),
                        new BsonDocument("p", string(place.partitionKey())).append("s", string(place.sortKey()))));
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
            BsonDocument place = value.asDocument();
            ordered.put(
                    index,
                    new IndexKey(
                            place.getString("p").getValue(),
                            place.getString("s").getValue()));
        });
        return new Document(
                stored.getString("_id").getValue(),
                new Position(stored.getInt64("p").getValue()),
                stored.getBinary("b").getData(),
                unique,
                ordered);
    }

    static String unique(String index) {
        return "u." + requireFieldName(index);
    }

    static String ordered(String index) {
        return "o." + requireFieldName(index);
    }

    /** An index is a field's name here, and names come from code. */
    private static String requireFieldName(String index) {
        if (index.isEmpty() || index.indexOf('.') >= 0 || index.startsWith("$") || index.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not the name of an index: " + index);
        }
        return index;
    }
}
