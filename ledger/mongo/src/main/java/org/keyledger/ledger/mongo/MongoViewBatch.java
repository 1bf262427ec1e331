package org.keyledger.ledger.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.keyledger.ledger.mongo.BsonFilters.ID;
import static org.keyledger.ledger.mongo.BsonFilters.string;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.Document;

/**
 * Changes in memory, over what is stored, until the commit writes them in one transaction. It may read outside of that
 * transaction, never less than was seen before: whoever changes the same documents moves the same projection, and then this batch is refused.
 */
final class MongoViewBatch implements Batch {

    private final String projection;
    private final Optional<Checkpoint> from;
    private final ViewCollections views;
    private final ProjectionCheckpoints projections;
    private final MongoTransactionRunner transactions;
    private final Map<String, String> resolvedAliases = new HashMap<>();
    private final Map<String, Map<String, Optional<Document>>> changed = new LinkedHashMap<>();
    private @Nullable Checkpoint checkpoint;
    private boolean ended;

    MongoViewBatch(
            String projection,
            Optional<Checkpoint> from,
            ViewCollections views,
            ProjectionCheckpoints projections,
            MongoTransactionRunner transactions) {
        this.projection = projection;
        this.from = from;
        this.views = views;
        this.projections = projections;
        this.transactions = transactions;
    }

    @Override
    public Optional<Document> find(String view, String id) {
        String name = resolved(view);
        Optional<Document> here = changes(name).get(id);
        return here == null ? views.find(name, id) : here;
    }

    @Override
    public Optional<Document> findUnique(String view, String index, String key) {
        String name = resolved(view);
        return changedDocuments(name)
                .filter(it -> key.equals(it.unique().get(index)))
                .findFirst()
                .or(() -> views.findUnique(name, index, key).filter(it -> isUnchanged(name, it)));
    }

    @Override
    public List<Document> all(String view, String index, String partition) {
        String name = resolved(view);
        Stream<Document> stored = views.all(name, index, partition).stream().filter(it -> isUnchanged(name, it));
        Stream<Document> here = changedDocuments(name)
                .filter(it -> it.ordered().containsKey(index))
                .filter(it -> partitionKeyOf(it, index).equals(partition));
        return Stream.concat(stored, here).sorted(newestFirst(index)).toList();
    }

    private static String partitionKeyOf(Document document, String index) {
        return Objects.requireNonNull(document.ordered().get(index)).partitionKey();
    }

    /** As the server compares: the bytes of UTF-8. */
    private static Comparator<Document> newestFirst(String index) {
        Comparator<String> bytes = (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
        return Comparator.comparing(
                        (Document it) ->
                                Objects.requireNonNull(it.ordered().get(index)).sortKey(),
                        bytes)
                .thenComparing(Document::id, bytes)
                .reversed();
    }

    private Stream<Document> changedDocuments(String name) {
        return changes(name).values().stream().flatMap(Optional::stream);
    }

    private boolean isUnchanged(String name, Document stored) {
        return !changes(name).containsKey(stored.id());
    }

    @Override
    public void put(String view, Document document) {
        changes(resolved(view)).put(document.id(), Optional.of(document));
    }

    @Override
    public void remove(String view, String id) {
        changes(resolved(view)).put(id, Optional.empty());
    }

    private Map<String, Optional<Document>> changes(String name) {
        if (ended) {
            throw new IllegalStateException("this batch of " + projection + " has ended: begin another");
        }
        return changed.computeIfAbsent(name, it -> new LinkedHashMap<>());
    }

    private String resolved(String view) {
        return resolvedAliases.computeIfAbsent(view, views::resolveAlias);
    }

    @Override
    public void saveCheckpoint(Checkpoint progress) {
        checkpoint = progress;
    }

    @Override
    public void commit() {
        changed.keySet()
                .forEach(name -> views.prepare(name, changedDocuments(name).toList()));
        transactions.run(this::write);
        ended = true;
    }

    private void write(ClientSession session) {
        projections.advance(session, projection, from, Optional.ofNullable(checkpoint));
        changed.forEach((name, changes) -> {
            if (!changes.isEmpty()) {
                write(session, name, changes);
            }
        });
    }

    /** All go before any comes, so that a key may pass from one document to another, whatever their order. */
    private void write(ClientSession session, String name, Map<String, Optional<Document>> changes) {
        MongoCollection<BsonDocument> view = views.of(name);
        BsonArray ids = new BsonArray();
        changes.keySet().forEach(id -> ids.add(string(id)));
        view.deleteMany(session, new BsonDocument(ID, new BsonDocument("$in", ids)));
        List<BsonDocument> documents =
                changedDocuments(name).map(ViewDocumentCodec::encode).toList();
        if (documents.isEmpty()) {
            return;
        }
        try {
            view.insertMany(session, documents);
        } catch (MongoException e) {
            if (BsonFilters.isDuplicateKey(e)) {
                throw new IllegalStateException("two documents of " + name + " share a unique key", e);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        ended = true;
    }
}
