package org.keyledger.ledger.mongo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.keyledger.ledger.mongo.BsonFilters.ID;
import static org.keyledger.ledger.mongo.BsonFilters.byId;
import static org.keyledger.ledger.mongo.BsonFilters.in;

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
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.Document;

/**
 * Keeps changes in memory until {@link #commit} writes them in one transaction. Its reads are outside of that transaction:
 * another batch that changes the same documents advances the checkpoint of the same projection, and then this commit fails.
 */
final class MongoViewBatch implements Batch {

    private final String projection;
    private final Optional<Checkpoint> from;
    private final MongoViews views;
    private final ProjectionCheckpoints checkpoints;
    private final MongoTransactionRunner transactions;
    private final Map<String, String> resolvedAliases = new HashMap<>();
    private final Map<String, Map<String, Optional<Document>>> changesByView = new LinkedHashMap<>();
    private @Nullable Checkpoint checkpoint;
    private boolean ended;

    MongoViewBatch(
            String projection,
            Optional<Checkpoint> from,
            MongoViews views,
            ProjectionCheckpoints checkpoints,
            MongoTransactionRunner transactions) {
        this.projection = projection;
        this.from = from;
        this.views = views;
        this.checkpoints = checkpoints;
        this.transactions = transactions;
    }

    @Override
    public Optional<Document> find(String alias, String id) {
        String view = resolved(alias);
        Optional<Document> changed = changes(view).get(id);
        return changed == null ? views.first(view, byId(id)) : changed;
    }

    @Override
    public Optional<Document> findUnique(String alias, String index, String key) {
        String view = resolved(alias);
        return changedDocuments(view)
                .filter(it -> key.equals(it.unique().get(index)))
                .findFirst()
                .or(() -> views.first(view, ViewDocumentCodec.byUnique(index, key))
                        .filter(it -> isUnchanged(view, it)));
    }

    @Override
    public List<Document> all(String alias, String index, String partition) {
        String view = resolved(alias);
        Stream<Document> stored = views
                .list(view, ViewDocumentCodec.inPartition(index, partition), ViewDocumentCodec.newestFirst(index), 0)
                .stream()
                .filter(it -> isUnchanged(view, it));
        Stream<Document> changed = changedDocuments(view)
                .filter(it -> it.ordered().containsKey(index))
                .filter(it -> partitionKeyOf(it, index).equals(partition));
        return Stream.concat(stored, changed).sorted(newestFirst(index)).toList();
    }

    private static String partitionKeyOf(Document document, String index) {
        return Objects.requireNonNull(document.ordered().get(index)).partitionKey();
    }

    /** Compares UTF-8 bytes, as the server does. */
    private static Comparator<Document> newestFirst(String index) {
        Comparator<String> bytes = (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
        return Comparator.comparing(
                        (Document it) ->
                                Objects.requireNonNull(it.ordered().get(index)).sortKey(),
                        bytes)
                .thenComparing(Document::id, bytes)
                .reversed();
    }

    private Stream<Document> changedDocuments(String view) {
        return changes(view).values().stream().flatMap(Optional::stream);
    }

    private boolean isUnchanged(String view, Document stored) {
        return !changes(view).containsKey(stored.id());
    }

    @Override
    public void put(String alias, Document document) {
        changes(resolved(alias)).put(document.id(), Optional.of(document));
    }

    @Override
    public void remove(String alias, String id) {
        changes(resolved(alias)).put(id, Optional.empty());
    }

    /** Documents by id; empty if removed. */
    private Map<String, Optional<Document>> changes(String view) {
        if (ended) {
            throw new IllegalStateException("this batch of projection " + projection + " has ended: begin another one");
        }
        return changesByView.computeIfAbsent(view, it -> new LinkedHashMap<>());
    }

    private String resolved(String alias) {
        return resolvedAliases.computeIfAbsent(alias, views::resolveAlias);
    }

    @Override
    public void saveCheckpoint(Checkpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    @Override
    public void commit() {
        changesByView
                .keySet()
                .forEach(
                        view -> views.createIndexes(view, changedDocuments(view).toList()));
        transactions.run(this::write);
        ended = true;
    }

    private void write(ClientSession session) {
        checkpoints.advance(session, projection, from, Optional.ofNullable(checkpoint));
        changesByView.forEach((view, changes) -> {
            if (!changes.isEmpty()) {
                write(session, view, changes);
            }
        });
    }

    /** Deletes before it inserts, so that a unique key can pass from one document to another in any order. */
    private void write(ClientSession session, String view, Map<String, Optional<Document>> changes) {
        MongoCollection<BsonDocument> collection = views.collection(view);
        collection.deleteMany(session, new BsonDocument(ID, in(changes.keySet())));
        List<BsonDocument> documents =
                changedDocuments(view).map(ViewDocumentCodec::encode).toList();
        if (documents.isEmpty()) {
            return;
        }
        try {
            collection.insertMany(session, documents);
        } catch (MongoException e) {
            if (BsonFilters.isDuplicateKey(e)) {
                throw new IllegalStateException("two documents of view " + view + " have the same unique key", e);
            }
            throw e;
        }
    }

    @Override
    public void close() {
        ended = true;
    }
}
