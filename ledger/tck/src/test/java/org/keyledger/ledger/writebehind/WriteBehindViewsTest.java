package org.keyledger.ledger.writebehind;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.ForwardingViews;
import org.keyledger.ledger.InMemoryViews;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.ViewsContract;
import org.keyledger.ledger.writebehind.UnflushedChanges.FlushPolicy;

@DisplayName("Views written behind")
@Timeout(60)
class WriteBehindViewsTest {

    private static final Duration NEVER = Duration.ofDays(1);
    private static final FlushPolicy UNFLUSHED = new FlushPolicy(100_000, NEVER, 100_000, NEVER);

    private final FailingViews store = new FailingViews();

    @DisplayName("before a flush")
    @Nested
    class UnflushedTest extends ViewsContract {

        @Override
        protected Views open() {
            return WriteBehindViews.over(new InMemoryViews(), UNFLUSHED);
        }
    }

    @DisplayName("with a flush of each document")
    @Nested
    class FlushedTest extends ViewsContract {

        @Override
        protected Views open() {
            return WriteBehindViews.over(
                    new InMemoryViews(), new FlushPolicy(1, Duration.ZERO, 100_000, Duration.ofMinutes(1)));
        }
    }

    @Test
    void are_in_the_store_some_milliseconds_after_a_commit() {
        try (WriteBehindViews views = WriteBehindViews.over(store)) {
            put(views, Optional.empty(), 1, "a");

            Eventually.awaitTrue(() -> store.find("v", "a").isPresent(), () -> "not flushed");
            assertThat(store.checkpoint("p")).map(Checkpoint::next).hasValue(new Position(1));
        }
    }

    @Test
    void are_in_the_store_when_they_are_closed() {
        try (WriteBehindViews views = WriteBehindViews.over(store, UNFLUSHED)) {
            put(views, Optional.empty(), 1, "a");
            assertThat(store.find("v", "a")).isEmpty();
        }

        assertThat(store.find("v", "a")).isPresent();
    }

    @Test
    void write_a_document_once_that_changes_several_times() {
        try (WriteBehindViews views = WriteBehindViews.over(store, UNFLUSHED)) {
            Checkpoint last = put(views, Optional.empty(), 1, "a");
            last = put(views, Optional.of(last), 2, "a");
            put(views, Optional.of(last), 3, "a", "b");

            views.flush();
            views.flush();

            assertThat(store.written).containsExactlyInAnyOrder("a", "b");
            assertThat(store.find("v", "a")).map(Document::position).hasValue(new Position(3));
        }
    }

    @Test
    void give_a_unique_key_to_another_document_in_any_order() {
        try (WriteBehindViews views = WriteBehindViews.over(store, UNFLUSHED)) {
            commit(views, batch -> {
                batch.put("v", named("1", "ann"));
                batch.put("v", named("2", "bob"));
            });
            views.flush();
            commit(views, batch -> {
                batch.put("v", named("1", "x"));
                batch.put("v", named("2", "ann"));
                batch.put("v", named("1", "bob"));
            });
            views.flush();

            assertThat(store.findUnique("v", "name", "ann")).map(Document::id).hasValue("2");
            assertThat(store.findUnique("v", "name", "bob")).map(Document::id).hasValue("1");
        }
    }

    @Test
    void refuse_a_unique_key_that_only_the_store_contains() {
        try (WriteBehindViews views = WriteBehindViews.over(store, UNFLUSHED)) {
            commit(views, batch -> batch.put("v", named("1", "ann")));
            views.flush();

            assertThatThrownBy(() -> commit(views, batch -> batch.put("v", named("2", "ann"))))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(views.findAll("v", Set.of("1", "2"))).hasSize(1);
        }
    }

    @Test
    void reject_commits_while_the_store_rejects_many_changes_and_accept_them_afterwards() {
        try (WriteBehindViews views =
                WriteBehindViews.over(store, new FlushPolicy(1, Duration.ZERO, 2, Duration.ofMinutes(1)))) {
            store.failure = new StoreUnavailableException("the disk is full", null);
            Checkpoint last = put(views, Optional.empty(), 1, "a", "b");

            assertThatThrownBy(() -> put(views, Optional.of(last), 2, "c"))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(views.find("v", "a")).isPresent();
            assertThat(views.find("v", "c")).isEmpty();

            store.failure = null;
            Eventually.awaitTrue(() -> store.find("v", "a").isPresent(), () -> "not flushed");
            put(views, Optional.of(last), 2, "c");
        }
        assertThat(store.find("v", "c")).isPresent();
    }

    @Test
    void reject_a_commit_that_waits_too_long_for_a_slow_store() {
        try (WriteBehindViews views =
                WriteBehindViews.over(store, new FlushPolicy(100, NEVER, 1, Duration.ofMillis(10)))) {
            Checkpoint last = put(views, Optional.empty(), 1, "a");

            assertThatThrownBy(() -> put(views, Optional.of(last), 2, "b"))
                    .isInstanceOf(StoreUnavailableException.class);
        }
    }

    @Test
    void drop_their_changes_if_another_process_has_advanced_the_projection() {
        try (WriteBehindViews views = WriteBehindViews.over(store, UNFLUSHED)) {
            put(views, Optional.empty(), 1, "a");
            put(store, Optional.empty(), 7, "other");

            views.flush();

            assertThat(views.find("v", "a")).isEmpty();
            assertThat(views.checkpoint("p")).map(Checkpoint::next).hasValue(new Position(7));
        }
    }

    @Test
    void contain_what_another_projection_committed_before_and_after() {
        try (WriteBehindViews views = WriteBehindViews.over(store, UNFLUSHED)) {
            put(views, Optional.empty(), 1, "a");
            try (Batch batch = views.begin("q", Optional.empty())) {
                batch.put("v", document("a", 5));
                batch.commit();
            }
            put(views, views.checkpoint("p"), 2, "b");
            assertThat(views.find("v", "a")).map(Document::position).hasValue(new Position(5));

            views.flush();

            assertThat(store.find("v", "a")).map(Document::position).hasValue(new Position(5));
            assertThat(store.checkpoint("p")).map(Checkpoint::next).hasValue(new Position(2));
            assertThat(store.checkpoint("q")).isEmpty();
        }
    }

    @Test
    void read_a_document_from_the_store_once() {
        try (WriteBehindViews views = WriteBehindViews.over(store, UNFLUSHED)) {
            Checkpoint last = put(views, Optional.empty(), 1, "a");
            views.flush();

            assertThat(views.find("v", "a")).map(Document::position).hasValue(new Position(1));
            assertThat(views.findAll("v", Set.of("a", "b"))).hasSize(1);
            put(views, Optional.of(last), 2, "a", "b");
            views.flush();

            assertThat(views.find("v", "a")).map(Document::position).hasValue(new Position(2));
            assertThat(views.findAll("v", Set.of("a", "b"))).hasSize(2);
            assertThat(store.read).containsExactlyInAnyOrder("a", "b", "b");
        }
    }

    @Test
    void forget_what_was_read_while_a_flush_changed_it() {
        try (WriteBehindViews views = WriteBehindViews.over(store, UNFLUSHED)) {
            Checkpoint last = put(views, Optional.empty(), 1, "a");
            views.flush();
            store.afterRead = () -> {
                store.afterRead = () -> {};
                put(views, Optional.of(last), 2, "a");
                views.flush();
            };

            views.find("v", "a");

            assertThat(views.find("v", "a")).map(Document::position).hasValue(new Position(2));
        }
    }

    @Test
    void forget_what_was_read_when_a_view_is_dropped() {
        try (WriteBehindViews views = WriteBehindViews.over(store, UNFLUSHED)) {
            put(views, Optional.empty(), 1, "a");
            views.flush();
            views.find("v", "a");

            views.drop("v");

            assertThat(views.find("v", "a")).isEmpty();
        }
    }

    private static Checkpoint put(Views views, Optional<Checkpoint> from, long next, String... ids) {
        Checkpoint reached = new Checkpoint(new Position(next), new byte[0]);
        try (Batch batch = views.begin("p", from)) {
            for (String id : ids) {
                batch.put("v", document(id, next));
            }
            batch.saveCheckpoint(reached);
            batch.commit();
        }
        return reached;
    }

    private static void commit(Views views, java.util.function.Consumer<Batch> changes) {
        try (Batch batch = views.begin("p", Optional.empty())) {
            changes.accept(batch);
            batch.commit();
        }
    }

    private static Document document(String id, long position) {
        return new Document(id, new Position(position), "{}".getBytes(UTF_8), Map.of(), Map.of());
    }

    private static Document named(String id, String name) {
        return new Document(id, Position.FIRST, "{}".getBytes(UTF_8), Map.of("name", name), Map.of());
    }

    /** Rejects batches while it has a failure, and lists the ids that were written and read. */
    private static final class FailingViews extends ForwardingViews {

        private final List<String> written = new ArrayList<>();
        private final List<String> read = new ArrayList<>();
        private Runnable afterRead = () -> {};
        private volatile RuntimeException failure;

        FailingViews() {
            super(new InMemoryViews());
        }

        @Override
        public Optional<Document> find(String view, String id) {
            read.add(id);
            Optional<Document> found = super.find(view, id);
            afterRead.run();
            return found;
        }

        @Override
        public List<Document> findAll(String view, Set<String> ids) {
            read.addAll(ids);
            return super.findAll(view, ids);
        }

        @Override
        public Batch begin(String projection, Optional<Checkpoint> from) {
            if (failure != null) {
                throw failure;
            }
            return new ForwardingBatch(super.begin(projection, from)) {
                @Override
                public void put(String view, Document document) {
                    written.add(document.id());
                    super.put(view, document);
                }
            };
        }
    }
}
