package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.mongo.BsonFilters.ID;
import static org.keyledger.ledger.mongo.BsonFilters.above;
import static org.keyledger.ledger.mongo.BsonFilters.ascending;
import static org.keyledger.ledger.mongo.BsonFilters.atLeast;
import static org.keyledger.ledger.mongo.BsonFilters.below;
import static org.keyledger.ledger.mongo.BsonFilters.byId;
import static org.keyledger.ledger.mongo.BsonFilters.descending;
import static org.keyledger.ledger.mongo.BsonFilters.oneOf;
import static org.keyledger.ledger.mongo.BsonFilters.string;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.ReplaceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.keyledger.ledger.PageCursor;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.Page;

/** The collections behind the views, and which of them an alias means. */
final class ViewCollections {

    private static final String PREFIX = "view.";

    private final CausalSessions servers;
    private final MongoDatabase database;
    private final MongoCollection<BsonDocument> aliases;
    private final Set<String> indexed = ConcurrentHashMap.newKeySet();

    ViewCollections(CausalSessions servers, MongoDatabase database) {
        this.servers = servers;
        this.database = database;
        this.aliases = database.getCollection("aliases", BsonDocument.class);
    }

    MongoCollection<BsonDocument> of(String view) {
        return database.getCollection(PREFIX + view, BsonDocument.class);
    }

    Optional<Document> find(String view, String id) {
        return first(of(view), byId(id)).map(ViewDocumentCodec::decode);
    }

    List<Document> findAll(String view, Set<String> ids) {
        return list(view, new BsonDocument(ID, oneOf(ids)), ascending(ID), 0);
    }

    Optional<Document> findUnique(String view, String index, String key) {
        BsonDocument filter = new BsonDocument(ViewDocumentCodec.unique(index), string(key));
        return first(of(view), filter).map(ViewDocumentCodec::decode);
    }

    Optional<Document> ceiling(String view, String index, String key) {
        String field = ViewDocumentCodec.unique(index);
        return list(view, new BsonDocument(field, atLeast(string(key))), ascending(field), 1).stream()
                .findFirst();
    }

    private Optional<BsonDocument> first(MongoCollection<BsonDocument> collection, BsonDocument filter) {
        return servers.call(
                session -> Optional.ofNullable(collection.find(session, filter).first()));
    }

    List<Document> all(String view, String index, String partition) {
        return list(view, in(index, partition), newestFirst(index), 0);
    }

    Page page(String view, String index, String partition, Optional<PageCursor> after, int limit) {
        BsonDocument filter = in(index, partition);
        after.ifPresent(cursor -> filter.append("$or", after(index, cursor)));
        List<Document> found = list(view, filter, newestFirst(index), Math.addExact(limit, 1));
        if (found.size() <= limit) {
            return new Page(found, Optional.empty());
        }
        List<Document> page = List.copyOf(found.subList(0, limit));
        Document last = page.get(limit - 1);
        String sort = Objects.requireNonNull(last.ordered().get(index)).sortKey();
        return new Page(page, Optional.of(new PageCursor(sort, last.id()).encode()));
    }

    private static BsonDocument in(String index, String partition) {
        return new BsonDocument(ViewDocumentCodec.ordered(index) + ".p", string(partition));
    }

    private static BsonDocument newestFirst(String index) {
        return descending(ViewDocumentCodec.ordered(index) + ".s").append(ID, new BsonInt32(-1));
    }

    private static BsonArray after(String index, PageCursor cursor) {
        String sort = ViewDocumentCodec.ordered(index) + ".s";
        return new BsonArray(List.of(
                new BsonDocument(sort, below(string(cursor.sortKey()))),
                new BsonDocument(sort, string(cursor.sortKey())).append(ID, below(string(cursor.id())))));
    }

    List<Document> scan(String view, Optional<String> after, int limit) {
        return list(view, new BsonDocument(ID, above(string(after.orElse("")))), ascending(ID), limit);
    }

    private List<Document> list(String view, BsonDocument filter, BsonDocument order, int limit) {
        List<Document> documents = new ArrayList<>();
        servers.run(session -> of(view).find(session, filter)
                .sort(order)
                .limit(limit)
                .forEach(it -> documents.add(ViewDocumentCodec.decode(it))));
        return documents;
    }

    long count(String view) {
        return servers.call(session -> of(view).countDocuments(session));
    }

    /** Makes the indexes that these documents are found by, before they are written. */
    void prepare(String view, Iterable<Document> documents) {
        for (Document document : documents) {
            document.unique().keySet().forEach(index -> {
                String field = ViewDocumentCodec.unique(index);
                index(view, ascending(field), new IndexOptions().unique(true).sparse(true));
            });
            document.ordered().keySet().forEach(index -> {
                String field = ViewDocumentCodec.ordered(index);
                BsonDocument keys = ascending(field + ".p")
                        .append(field + ".s", new BsonInt32(-1))
                        .append(ID, new BsonInt32(-1));
                index(view, keys, new IndexOptions());
            });
        }
    }

    private void index(String view, BsonDocument keys, IndexOptions options) {
        String name = view + " " + keys.getFirstKey();
        if (!indexed.contains(name)) {
            servers.run(session -> of(view).createIndex(session, keys, options));
            indexed.add(name);
        }
    }

    void drop(String view) {
        servers.run(session -> of(view).drop(session));
        indexed.removeIf(name -> name.startsWith(view + " "));
    }

    void assignAlias(String alias, String view) {
        BsonDocument document = byId(alias).append("view", string(view));
        ReplaceOptions upsert = new ReplaceOptions().upsert(true);
        servers.run(session -> aliases.replaceOne(session, byId(alias), document, upsert));
    }

    String resolveAlias(String alias) {
        return first(aliases, byId(alias))
                .map(found -> found.getString("view").getValue())
                .orElse(alias);
    }
}
