package org.keyledger.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.ConcurrentProjectionException;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.IndexKey;
import org.keyledger.ledger.Views.Page;

/** Contract suite of {@link Views}, which every implementation passes. */
public abstract class ViewsContract {

    private static final String USERS = "users";

    private Views views;

    /** Views without a document. */
    protected abstract Views open() throws Exception;

    @BeforeEach
    void given_no_documents() throws Exception {
        views = open();
    }

    @AfterEach
    void close() {
        views.close();
    }

    @Test
    void find_a_document_by_its_id() {
        Document ann = user("1", "ann", 7);
        put(ann);

        assertThat(views.find(USERS, "1")).get().usingRecursiveComparison().isEqualTo(ann);
        assertThat(views.find(USERS, "2")).isEmpty();
        assertThat(views.find("keys", "1")).isEmpty();
    }

    @Test
    void find_all_of_these_documents_that_are_there() {
        String odd = "\"], 'one\\ two\n\u00e9";
        put(user("1", "ann", 7));
        put(user("2", "bob", 8));
        put(user("3", "cid", 9));
        put(user(odd, "dan", 10));

        assertThat(views.findAll(USERS, Set.of("1", "3", odd, "nobody")))
                .extracting(Document::id)
                .containsExactlyInAnyOrder("1", "3", odd);
        assertThat(views.findAll(USERS, Set.of("2")))
                .usingRecursiveComparison()
                .isEqualTo(List.of(user("2", "bob", 8)));
        assertThat(views.findAll(USERS, Set.of())).isEmpty();
        assertThat(views.findAll("keys", Set.of("1"))).isEmpty();
    }

    @Test
    void find_as_many_documents_as_are_asked_for() {
        Set<String> ids = new HashSet<>();
        try (Batch batch = views.begin("p", Optional.empty())) {
            for (int n = 0; n < 1_000; n++) {
                batch.put(USERS, user("id" + n, "u" + n, n));
                ids.add("id" + n);
            }
            batch.commit();
        }

        assertThat(views.findAll(USERS, ids)).extracting(Document::id).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void find_a_document_by_a_unique_key() {
        put(user("1", "ann", 7));

        assertThat(views.findUnique(USERS, "name", "ann")).map(Document::id).hasValue("1");
        assertThat(views.findUnique(USERS, "name", "bob")).isEmpty();
        assertThat(views.findUnique(USERS, "mail", "ann")).isEmpty();
    }

    @Test
    void find_the_document_of_a_unique_key_or_of_the_next() {
        put(user("1", "bob", 7));
        put(user("2", "ann", 8));
        put(user("3", "dan", 9));

        assertThat(views.ceiling(USERS, "name", "bob")).map(Document::id).hasValue("1");
        assertThat(views.ceiling(USERS, "name", "bo")).map(Document::id).hasValue("1");
        assertThat(views.ceiling(USERS, "name", "bobby")).map(Document::id).hasValue("3");
        assertThat(views.ceiling(USERS, "name", "")).map(Document::id).hasValue("2");
        assertThat(views.ceiling(USERS, "name", "eve")).isEmpty();
        assertThat(views.ceiling(USERS, "mail", "ann")).isEmpty();
        assertThat(views.ceiling("keys", "name", "ann")).isEmpty();
    }

    @Test
    void follow_a_document_that_changes_its_keys() {
        put(user("1", "ann", 7));
        put(user("1", "anna", 8));

        assertThat(views.findUnique(USERS, "name", "ann")).isEmpty();
        assertThat(views.findUnique(USERS, "name", "anna"))
                .map(Document::position)
                .hasValue(new Position(8));
        assertThat(views.page(USERS, "by-name", "all", Optional.empty(), 10).documents())
                .hasSize(1);
        assertThat(views.count(USERS)).isEqualTo(1);
    }

    @Test
    void refuse_two_documents_with_one_unique_key() {
        put(user("1", "ann", 7));

        assertThatThrownBy(() -> put(user("2", "ann", 8))).isInstanceOf(IllegalStateException.class);
        assertThat(views.find(USERS, "2")).isEmpty();
        assertThat(views.findUnique(USERS, "name", "ann")).map(Document::id).hasValue("1");
    }

    @Test
    void give_a_key_on_within_one_batch() {
        put(user("1", "ann", 7));
        try (Batch batch = views.begin("p", Optional.empty())) {
            batch.put(USERS, user("1", "anna", 8));
            batch.put(USERS, user("2", "ann", 9));
            batch.commit();
        }
        assertThat(views.findUnique(USERS, "name", "ann")).map(Document::id).hasValue("2");
    }

    @Test
    void remove_a_document_and_all_that_leads_to_it() {
        put(user("1", "ann", 7));
        try (Batch batch = views.begin("p", Optional.empty())) {
            batch.remove(USERS, "1");
            batch.remove(USERS, "nobody");
            batch.commit();
        }
        assertThat(views.find(USERS, "1")).isEmpty();
        assertThat(views.findUnique(USERS, "name", "ann")).isEmpty();
        assertThat(views.page(USERS, "by-name", "all", Optional.empty(), 10).documents())
                .isEmpty();
    }

    @Test
    void page_through_a_partition_in_descending_order() {
        for (int n = 10; n < 17; n++) {
            put(user("id" + n, "u" + n, n));
        }
        put(new Document("x", Position.FIRST, body("x"), Map.of(), Map.of("by-name", new IndexKey("other", "u99"))));

        List<String> ids = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        int pages = 0;
        do {
            Page page = views.page(USERS, "by-name", "all", cursor, 3);
            page.documents().forEach(document -> ids.add(document.id()));
            cursor = page.cursor();
            pages++;
        } while (cursor.isPresent());

        assertThat(ids).containsExactly("id16", "id15", "id14", "id13", "id12", "id11", "id10");
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void end_a_full_last_page_without_a_cursor() {
        put(user("1", "ann", 1));
        put(user("2", "bob", 2));

        assertThat(views.page(USERS, "by-name", "all", Optional.empty(), 2).cursor())
                .isEmpty();
    }

    @Test
    void page_through_documents_that_share_an_index_key() {
        for (int n = 0; n < 5; n++) {
            put(new Document("d" + n, Position.FIRST, body("d"), Map.of(), Map.of("o", new IndexKey("p", "same"))));
        }
        Page first = views.page(USERS, "o", "p", Optional.empty(), 2);
        Page second = views.page(USERS, "o", "p", first.cursor(), 2);

        assertThat(first.documents()).extracting(Document::id).containsExactly("d4", "d3");
        assertThat(second.documents()).extracting(Document::id).containsExactly("d2", "d1");
    }

    @Test
    void scan_all_documents_by_id() {
        put(user("2", "b", 1));
        put(user("1", "a", 1));
        put(user("3", "c", 1));

        assertThat(views.scan(USERS, Optional.empty(), 2))
                .extracting(Document::id)
                .containsExactly("1", "2");
        assertThat(views.scan(USERS, Optional.of("2"), 2))
                .extracting(Document::id)
                .containsExactly("3");
    }

    @Test
    void show_a_batch_to_itself_alone_until_it_is_committed() {
        try (Batch batch = views.begin("p", Optional.empty())) {
            batch.put(USERS, user("1", "ann", 7));
            batch.saveCheckpoint(new Checkpoint(new Position(8), new byte[] {1}));

            assertThat(batch.find(USERS, "1")).isPresent();
            assertThat(batch.findUnique(USERS, "name", "ann")).isPresent();
            assertThat(batch.all(USERS, "by-name", "all")).hasSize(1);
            assertThat(views.find(USERS, "1")).isEmpty();
            assertThat(views.checkpoint("p")).isEmpty();

            batch.commit();
        }
        assertThat(views.find(USERS, "1")).isPresent();
        assertThat(views.checkpoint("p")).map(Checkpoint::next).hasValue(new Position(8));
    }

    @Test
    void undo_a_batch_that_is_closed_without_a_commit() {
        try (Batch batch = views.begin("p", Optional.empty())) {
            batch.put(USERS, user("1", "ann", 7));
            batch.saveCheckpoint(new Checkpoint(new Position(8), new byte[0]));
        }
        assertThat(views.find(USERS, "1")).isEmpty();
        assertThat(views.checkpoint("p")).isEmpty();
        assertThat(views.count(USERS)).isZero();
    }

    @Test
    void refuse_the_batch_of_an_owner_that_was_overtaken() {
        Checkpoint first = moved("p", Optional.empty(), 5, "one");
        Checkpoint second = moved("p", Optional.of(first), 9, "two");

        assertThatThrownBy(() -> views.begin("p", Optional.of(first)))
                .isInstanceOf(ConcurrentProjectionException.class);
        assertThatThrownBy(() -> views.begin("p", Optional.empty())).isInstanceOf(ConcurrentProjectionException.class);
        assertThatThrownBy(() ->
                        views.begin("p", Optional.of(new Checkpoint(new Position(9), "other".getBytes(UTF_8)))))
                .isInstanceOf(ConcurrentProjectionException.class);
        moved("p", Optional.of(second), 10, "three");
        moved("another", Optional.empty(), 1, "x");
    }

    @Test
    void give_back_the_token_of_a_projection() {
        moved("p", Optional.empty(), 5, "token");

        assertThat(views.checkpoint("p"))
                .map(it -> new String(it.token(), UTF_8))
                .hasValue("token");
        assertThat(views.checkpoint("q")).isEmpty();
    }

    @Test
    void let_an_alias_mean_another_view() {
        putIn("users.1", user("1", "old", 1));
        putIn("users.2", user("1", "new", 2));
        assertThat(views.resolveAlias(USERS)).isEqualTo(USERS);

        views.assignAlias(USERS, "users.1");
        assertThat(views.findUnique(USERS, "name", "old")).isPresent();

        views.assignAlias(USERS, "users.2");
        assertThat(views.resolveAlias(USERS)).isEqualTo("users.2");
        assertThat(views.findUnique(USERS, "name", "old")).isEmpty();
        assertThat(views.find(USERS, "1")).map(Document::position).hasValue(new Position(2));
        assertThat(views.page(USERS, "by-name", "all", Optional.empty(), 1).documents())
                .hasSize(1);
        assertThat(views.findAll(USERS, Set.of("1")))
                .extracting(Document::position)
                .containsExactly(new Position(2));
        assertThat(views.scan(USERS, Optional.empty(), 5)).hasSize(1);
        assertThat(views.count(USERS)).isEqualTo(1);
    }

    @Test
    void write_through_an_alias() {
        views.assignAlias(USERS, "users.2");
        put(user("1", "ann", 1));

        assertThat(views.find("users.2", "1")).isPresent();
    }

    @Test
    void drop_a_view_by_its_own_name_and_no_other() {
        putIn("users.1", user("1", "ann", 1));
        putIn("users.2", user("1", "ann", 1));
        put(user("9", "first", 1));
        views.assignAlias(USERS, "users.2");

        views.drop("users.1");
        views.drop(USERS);

        assertThat(views.count("users.1")).isZero();
        assertThat(views.findUnique("users.1", "name", "ann")).isEmpty();
        assertThat(views.count("users.2")).isEqualTo(1);
        assertThat(views.findUnique(USERS, "name", "ann")).isPresent();
    }

    private Checkpoint moved(String projection, Optional<Checkpoint> from, long next, String token) {
        Checkpoint progress = new Checkpoint(new Position(next), token.getBytes(UTF_8));
        try (Batch batch = views.begin(projection, from)) {
            batch.saveCheckpoint(progress);
            batch.commit();
        }
        return progress;
    }

    private void put(Document document) {
        putIn(USERS, document);
    }

    private void putIn(String view, Document document) {
        try (Batch batch = views.begin("p", Optional.empty())) {
            batch.put(view, document);
            batch.commit();
        }
    }

    private static Document user(String id, String name, long position) {
        return new Document(
                id,
                new Position(position),
                body(name),
                Map.of("name", name),
                Map.of("by-name", new IndexKey("all", name)));
    }

    private static byte[] body(String name) {
        return ("{\"name\":\"" + name + "\"}").getBytes(UTF_8);
    }
}
