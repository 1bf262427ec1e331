package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.mongo.BsonFilters.ID;
import static org.keyledger.ledger.mongo.BsonFilters.ascending;
import static org.keyledger.ledger.mongo.BsonFilters.byId;
import static org.keyledger.ledger.mongo.BsonFilters.greaterOrEqual;
import static org.keyledger.ledger.mongo.BsonFilters.greaterThan;
import static org.keyledger.ledger.mongo.BsonFilters.in;
import static org.keyledger.ledger.mongo.BsonFilters.string;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.ReplaceOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bson.BsonDocument;
import org.keyledger.ledger.PageCursor;
import org.keyledger.ledger.StorePreconditions;
import org.keyledger.ledger.Views;

/**
 * A collection per view, with a MongoDB index per index name that its documents use. A batch is kept in memory and written
 * in one transaction, together with the checkpoint of the projection.
 */
final class MongoViews implements Views {

    private static final String PREFIX = "view.";

    private final CausalSessions sessions;
    private final MongoDatabase database;
    private final MongoCollection<BsonDocument> aliases;
    private final ProjectionCheckpoints checkpoints;
    private final MongoTransactionRunner transactions;
    private final Set<String> createdIndexes = ConcurrentHashMap.newKeySet();

    MongoViews(CausalSessions sessions, MongoDatabase database) {
        this.sessions = sessions;
        this.database = database;
        this.aliases = database.getCollection("aliases", BsonDocument.class);
        this.checkpoints = new ProjectionCheckpoints(sessions, database);
        this.transactions = new MongoTransactionRunner(sessions);
    }

    @Override
    public Optional<Document> find(String alias, String id) {
        return resolved(alias, Optional::isEmpty, view -> first(view, byId(id)));
    }

    @Override
    public List<Document> findAll(String alias, Set<String> ids) {
        return resolved(alias, List::isEmpty, view -> list(view, new BsonDocument(ID, in(ids)), ascending(ID), 0));
    }

    @Override
    public Optional<Document> findUnique(String alias, String index, String key) {
        return resolved(alias, Optional::isEmpty, view -> first(view, ViewDocumentCodec.byUnique(index, key)));
    }

    @Override
    public Optional<Document> ceiling(String alias, String index, String key) {
        String field = ViewDocumentCodec.uniqueField(index);
        BsonDocument filter = new BsonDocument(field, greaterOrEqual(string(key)));
        return resolved(alias, List::isEmpty, view -> list(view, filter, ascending(field), 1)).stream()
                .findFirst();
    }

    @Override
    public Page page(String alias, String index, String partition, Optional<String> cursor, int limit) {
        BsonDocument filter = cursor.map(PageCursor::decode)
                .map(after -> ViewDocumentCodec.inPartitionAfter(index, partition, after))
                .orElseGet(() -> ViewDocumentCodec.inPartition(index, partition));
        BsonDocument order = ViewDocumentCodec.newestFirst(index);
        List<Document> found =
                resolved(alias, List::isEmpty, view -> list(view, filter, order, Math.addExact(limit, 1)));
        return PageCursor.page(found, index, limit);
    }

    @Override
    public List<Document> scan(String alias, Optional<String> after, int limit) {
        BsonDocument filter = new BsonDocument(ID, greaterThan(string(after.orElse(""))));
        return resolved(alias, List::isEmpty, view -> list(view, filter, ascending(ID), limit));
    }

    @Override
    public long count(String alias) {
        return resolved(
                alias,
                count -> count == 0,
                view -> sessions.call(session -> collection(view).countDocuments(session)));
    }

    /** Repeats a query without result if the alias has changed, because the view it named may have been dropped. */
    private <T> T resolved(String alias, Predicate<T> isEmpty, Function<String, T> query) {
        String view = resolveAlias(alias);
        T result = query.apply(view);
        if (!isEmpty.test(result)) {
            return result;
        }
        String current = resolveAlias(alias);
        return current.equals(view) ? result : query.apply(current);
    }

    MongoCollection<BsonDocument> collection(String view) {
        return database.getCollection(PREFIX + view, BsonDocument.class);
    }

    Optional<Document> first(String view, BsonDocument filter) {
        return sessions.call(session -> Optional.ofNullable(
                        collection(view).find(session, filter).first()))
                .map(ViewDocumentCodec::decode);
    }

    /** @param limit 0 for no limit */
    List<Document> list(String view, BsonDocument filter, BsonDocument order, int limit) {
        List<Document> documents = new ArrayList<>();
        sessions.run(session -> collection(view)
                .find(session, filter)
                .sort(order)
                .limit(limit)
                .forEach(it -> documents.add(ViewDocumentCodec.decode(it))));
        return documents;
    }

    @Override
    public Optional<Checkpoint> checkpoint(String projection) {
        return checkpoints.find(projection);
    }

    @Override
    public Batch begin(String projection, Optional<Checkpoint> from) {
        StorePreconditions.requireCheckpoint(projection, checkpoint(projection), from);
        return new MongoViewBatch(projection, from, this, checkpoints, transactions);
    }

    /** Creates the indexes of these documents. A transaction cannot, so this comes before it. */
    void createIndexes(String view, List<Document> documents) {
        for (Document document : documents) {
            document.unique()
                    .keySet()
                    .forEach(index -> createIndex(
                            view,
                            ascending(ViewDocumentCodec.uniqueField(index)),
                            new IndexOptions().unique(true).sparse(true)));
            document.ordered()
                    .keySet()
                    .forEach(index -> createIndex(view, ViewDocumentCodec.orderedIndex(index), new IndexOptions()));
        }
    }

    private void createIndex(String view, BsonDocument keys, IndexOptions options) {
        String name = view + " " + keys.getFirstKey();
        if (!createdIndexes.contains(name)) {
            sessions.run(session -> collection(view).createIndex(session, keys, options));
            createdIndexes.add(name);
        }
    }

    @Override
    public void drop(String view) {
        sessions.run(session -> collection(view).drop(session));
        createdIndexes.removeIf(name -> name.startsWith(view + " "));
    }

    @Override
    public void assignAlias(String alias, String view) {
        BsonDocument document = byId(alias).append("view", string(view));
        ReplaceOptions upsert = new ReplaceOptions().upsert(true);
        sessions.run(session -> aliases.replaceOne(session, byId(alias), document, upsert));
    }

    @Override
    public String resolveAlias(String alias) {
        return sessions.call(session ->
                        Optional.ofNullable(aliases.find(session, byId(alias)).first()))
                .map(document -> document.getString("view").getValue())
                .orElse(alias);
    }

    /** {@link MongoStorage} closes the client. */
    @Override
    public void close() {}
}
