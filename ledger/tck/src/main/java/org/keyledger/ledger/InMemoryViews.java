package org.keyledger.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Read models in memory, for tests. A batch works on a copy that replaces the original on commit. */
public final class InMemoryViews implements Views {

    private record State(
            Map<String, Map<String, Document>> views, Map<String, Checkpoint> progress, Map<String, String> aliases) {

        State copy() {
            Map<String, Map<String, Document>> copied = new HashMap<>();
            views.forEach((name, view) -> copied.put(name, new TreeMap<>(view)));
            return new State(copied, new HashMap<>(progress), new HashMap<>(aliases));
        }

        Map<String, Document> view(String name) {
            return views.computeIfAbsent(aliases.getOrDefault(name, name), it -> new TreeMap<>());
        }

        Optional<Document> findUnique(String view, String index, String key) {
            return view(view).values().stream()
                    .filter(it -> key.equals(it.unique().get(index)))
                    .findFirst();
        }

        List<Document> all(String view, String index, String partition) {
            Comparator<Document> order = Comparator.comparing(
                            (Document it) -> it.ordered().get(index).sortKey())
                    .thenComparing(Document::id);
            return view(view).values().stream()
                    .filter(it -> it.ordered().containsKey(index)
                            && it.ordered().get(index).partitionKey().equals(partition))
                    .sorted(order.reversed())
                    .toList();
        }
    }

    private static final Comparator<PageCursor> BY_SORT_KEY =
            Comparator.comparing(PageCursor::sortKey).thenComparing(PageCursor::id);

    private final State state = new State(new HashMap<>(), new HashMap<>(), new HashMap<>());

    @Override
    public synchronized Optional<Document> find(String view, String id) {
        return Optional.ofNullable(state.view(view).get(id));
    }

    @Override
    public synchronized List<Document> findAll(String view, Set<String> ids) {
        return state.view(view).values().stream()
                .filter(it -> ids.contains(it.id()))
                .toList();
    }

    @Override
    public synchronized Optional<Document> findUnique(String view, String index, String key) {
        return state.findUnique(view, index, key);
    }

    @Override
    public synchronized Optional<Document> ceiling(String view, String index, String key) {
        return state.view(view).values().stream()
                .filter(it -> it.unique().getOrDefault(index, "").compareTo(key) >= 0
                        && it.unique().containsKey(index))
                .min(Comparator.comparing(it -> it.unique().get(index)));
    }

    @Override
    public synchronized Page page(String view, String index, String partition, Optional<String> cursor, int limit) {
        Optional<PageCursor> after = cursor.map(PageCursor::decode);
        List<Document> rest = state.all(view, index, partition).stream()
                .filter(it -> after.isEmpty() || BY_SORT_KEY.compare(PageCursor.after(it, index), after.get()) < 0)
                .toList();
        return PageCursor.page(rest, index, limit);
    }

    @Override
    public synchronized List<Document> scan(String view, Optional<String> after, int limit) {
        return state.view(view).values().stream()
                .filter(it -> after.isEmpty() || it.id().compareTo(after.get()) > 0)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized long count(String view) {
        return state.view(view).size();
    }

    @Override
    public synchronized Optional<Checkpoint> checkpoint(String projection) {
        return Optional.ofNullable(state.progress().get(projection));
    }

    @Override
    public synchronized Batch begin(String projection, Optional<Checkpoint> from) {
        guard(projection, from);
        return new Copy(projection, from, state.copy());
    }

    private void guard(String projection, Optional<Checkpoint> from) {
        StorePreconditions.requireCheckpoint(projection, checkpoint(projection), from);
    }

    @Override
    public synchronized void drop(String view) {
        state.views().remove(view);
    }

    @Override
    public synchronized void assignAlias(String alias, String view) {
        state.aliases().put(alias, view);
    }

    @Override
    public synchronized String resolveAlias(String alias) {
        return state.aliases().getOrDefault(alias, alias);
    }

    @Override
    public void close() {}

    private final class Copy implements Batch {

        private final String projection;
        private final Optional<Checkpoint> from;
        private final State changed;
        private final List<Consumer<State>> changes = new ArrayList<>();

        private Copy(String projection, Optional<Checkpoint> from, State changed) {
            this.projection = projection;
            this.from = from;
            this.changed = changed;
        }

        @Override
        public Optional<Document> find(String view, String id) {
            return Optional.ofNullable(changed.view(view).get(id));
        }

        @Override
        public Optional<Document> findUnique(String view, String index, String key) {
            return changed.findUnique(view, index, key);
        }

        @Override
        public List<Document> all(String view, String index, String partition) {
            return changed.all(view, index, partition);
        }

        @Override
        public void put(String view, Document document) {
            StorePreconditions.requireIndexNames(document);
            document.unique()
                    .forEach((index, key) -> findUnique(view, index, key)
                            .filter(other -> !other.id().equals(document.id()))
                            .ifPresent(other -> {
                                throw new IllegalStateException(key + " is taken in " + index);
                            }));
            change(it -> it.view(view).put(document.id(), document));
        }

        @Override
        public void remove(String view, String id) {
            change(it -> it.view(view).remove(id));
        }

        private void change(Consumer<State> change) {
            change.accept(changed);
            changes.add(change);
        }

        @Override
        public void saveCheckpoint(Checkpoint progress) {
            change(it -> it.progress().put(projection, progress));
        }

        @Override
        public void commit() {
            synchronized (InMemoryViews.this) {
                guard(projection, from);
                changes.forEach(change -> change.accept(state));
            }
        }

        @Override
        public void close() {}
    }
}
