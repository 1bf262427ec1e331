package org.keyledger.ledger.mongo;

import com.mongodb.client.MongoDatabase;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.keyledger.ledger.PageCursor;
import org.keyledger.ledger.Views;

/**
 * Read models: a collection for each view, with an index for each name that its documents are found by. A batch is kept in
 * memory and written in one transaction together with the projection's position.
 */
final class MongoViews implements Views {

    private final ViewCollections views;
    private final ProjectionCheckpoints projections;
    private final MongoTransactionRunner transactions;

    MongoViews(CausalSessions servers, MongoDatabase database) {
        this.views = new ViewCollections(servers, database);
        this.projections = new ProjectionCheckpoints(servers, database);
        this.transactions = new MongoTransactionRunner(servers);
    }

    @Override
    public Optional<Document> find(String view, String id) {
        return resolved(view, Optional::isEmpty, name -> views.find(name, id));
    }

    @Override
    public List<Document> findAll(String view, Set<String> ids) {
        return resolved(view, List::isEmpty, name -> views.findAll(name, ids));
    }

    @Override
    public Optional<Document> findUnique(String view, String index, String key) {
        return resolved(view, Optional::isEmpty, name -> views.findUnique(name, index, key));
    }

    @Override
    public Optional<Document> ceiling(String view, String index, String key) {
        return resolved(view, Optional::isEmpty, name -> views.ceiling(name, index, key));
    }

    @Override
    public Page page(String view, String index, String partition, Optional<String> cursor, int limit) {
        Optional<PageCursor> after = cursor.map(PageCursor::decode);
        return resolved(
                view, page -> page.documents().isEmpty(), name -> views.page(name, index, partition, after, limit));
    }

    @Override
    public List<Document> scan(String view, Optional<String> after, int limit) {
        return resolved(view, List::isEmpty, name -> views.scan(name, after, limit));
    }

    @Override
    public long count(String view) {
        return resolved(view, count -> count == 0, views::count);
    }

    /** Nothing found may mean that the alias moved on and the view it meant was dropped. */
    private <T> T resolved(String view, Predicate<T> isEmpty, Function<String, T> query) {
        String name = resolveAlias(view);
        T answer = query.apply(name);
        if (!isEmpty.test(answer)) {
            return answer;
        }
        String now = resolveAlias(view);
        return now.equals(name) ? answer : query.apply(now);
    }

    @Override
    public Optional<Checkpoint> checkpoint(String projection) {
        return projections.find(projection);
    }

    @Override
    public Batch begin(String projection, Optional<Checkpoint> from) {
        if (!same(checkpoint(projection), from)) {
            throw new ConcurrentProjectionException(projection);
        }
        return new MongoViewBatch(projection, from, views, projections, transactions);
    }

    private static boolean same(Optional<Checkpoint> one, Optional<Checkpoint> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() && other.isEmpty();
        }
        return one.get().next().equals(other.get().next())
                && Arrays.equals(one.get().token(), other.get().token());
    }

    @Override
    public void drop(String view) {
        views.drop(view);
    }

    @Override
    public void assignAlias(String alias, String view) {
        views.assignAlias(alias, view);
    }

    @Override
    public String resolveAlias(String alias) {
        return views.resolveAlias(alias);
    }

    /** The connection belongs to the home. */
    @Override
    public void close() {}
}
