package org.keyledger.query.projection;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keyledger.ledger.Views;

/**
 * The views of one generation, named {@code <view>@<number>}, and their checkpoint. One alias names the current
 * generation, so that all views and their position are switched together.
 */
final class ViewGeneration implements Views {

    private static final String ALIAS = "read-models";
    private static final int FIRST = 1;

    private final Views views;
    private final int number;

    private ViewGeneration(Views views, int number) {
        this.views = views;
        this.number = number;
    }

    static ViewGeneration current(Views views) {
        var name = views.resolveAlias(ALIAS);
        return new ViewGeneration(
                views, name.equals(ALIAS) ? FIRST : Integer.parseInt(name.substring(ALIAS.length() + 1)));
    }

    /** The next generation that was never written. */
    ViewGeneration nextUnused() {
        var next = new ViewGeneration(views, number + 1);
        return next.checkpoint(ReadModels.GROUP).isEmpty() ? next : next.nextUnused();
    }

    /** Makes this the current generation, atomically. */
    void activate() {
        views.assignAlias(ALIAS, versioned(ALIAS));
    }

    /** Drops these views of every other generation: previous ones, and new ones that were never activated. */
    void dropOthers(List<String> names) {
        var end = nextUnused().number;
        for (var other = FIRST; other < end; other++) {
            if (other != number) {
                names.forEach(new ViewGeneration(views, other)::drop);
            }
        }
    }

    private String versioned(String name) {
        return name + "@" + number;
    }

    @Override
    public Optional<Document> find(String view, String id) {
        return views.find(versioned(view), id);
    }

    @Override
    public List<Document> findAll(String view, Set<String> ids) {
        return views.findAll(versioned(view), ids);
    }

    @Override
    public Optional<Document> findUnique(String view, String index, String key) {
        return views.findUnique(versioned(view), index, key);
    }

    @Override
    public Optional<Document> ceiling(String view, String index, String key) {
        return views.ceiling(versioned(view), index, key);
    }

    @Override
    public Page page(String view, String index, String partition, Optional<String> cursor, int limit) {
        return views.page(versioned(view), index, partition, cursor, limit);
    }

    @Override
    public List<Document> scan(String view, Optional<String> after, int limit) {
        return views.scan(versioned(view), after, limit);
    }

    @Override
    public long count(String view) {
        return views.count(versioned(view));
    }

    @Override
    public Optional<Checkpoint> checkpoint(String projection) {
        return views.checkpoint(versioned(projection));
    }

    @Override
    public VersionedBatch begin(String projection, Optional<Checkpoint> from) {
        return new VersionedBatch(views.begin(versioned(projection), from), "@" + number);
    }

    @Override
    public void drop(String view) {
        views.drop(versioned(view));
    }

    @Override
    public void assignAlias(String alias, String view) {
        views.assignAlias(versioned(alias), versioned(view));
    }

    @Override
    public String resolveAlias(String alias) {
        return views.resolveAlias(versioned(alias));
    }

    @Override
    public Optional<String> damage() {
        return views.damage();
    }

    @Override
    public void reportDamage(String finding) {
        views.reportDamage(finding);
    }

    /** Does nothing; the underlying views are closed by their owner. */
    @Override
    public void close() {}
}
