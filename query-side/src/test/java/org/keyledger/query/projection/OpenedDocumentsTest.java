package org.keyledger.query.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.encryption.LedgerJson;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Opened documents")
class OpenedDocumentsTest {

    private static final JsonMapper JSON = LedgerJson.mapper(List.of());

    private final OpenedDocuments documents = new OpenedDocuments();
    private static final ViewDefinition<String> VIEW = ViewDefinition.of("v", String.class);
    private static final ViewDefinition<String> OTHER = ViewDefinition.of("other", String.class);

    private final List<String> opened = new ArrayList<>();

    @Test
    void are_decrypted_once_at_each_position() {
        assertThat(get("a", 1)).isEqualTo("a at 1");
        assertThat(get("a", 1)).isEqualTo("a at 1");
        assertThat(get("a", 2)).isEqualTo("a at 2");
        assertThat(get("b", 2)).isEqualTo("b at 2");
        assertThat(get("a", 2)).isEqualTo("a at 2");

        assertThat(opened).containsExactly("a at 1", "a at 2", "b at 2");
    }

    @Test
    void are_those_of_their_view() {
        get("a", 1);

        assertThat(documents.get(OTHER, stored("a", 1), document -> "a of another view"))
                .isEqualTo("a of another view");
    }

    @Test
    void are_dropped_at_an_erasure() {
        get("a", 1);

        documents.onErased();

        get("a", 1);
        assertThat(opened).containsExactly("a at 1", "a at 1");
    }

    @Test
    void are_not_kept_if_a_key_was_destroyed_while_they_were_decrypted() {
        var read = documents.get(VIEW, stored("a", 1), document -> {
            documents.onErased();
            return "readable";
        });

        assertThat(read).isEqualTo("readable");
        assertThat(get("a", 1)).isEqualTo("a at 1");
    }

    @Test
    void are_kept_when_they_are_written() {
        write("a", 1, Map.of("email", "alice@example.com"));

        assertThat(get("a", 1)).isEqualTo("written");
        assertThat(get("a", 2)).isEqualTo("a at 2");
    }

    @Test
    void are_not_kept_if_they_were_written_without_the_key_of_an_erased_subject() {
        documents.onErased();

        write("a", 1, Map.of("email", Erased.REPLACEMENT));

        assertThat(get("a", 1)).isEqualTo("a at 1");
    }

    @Test
    void are_not_kept_if_a_key_was_destroyed_while_they_were_written() {
        documents.encode(VIEW, "written", document -> {
            var stored = stored("a", 1);
            documents.onErased();
            return stored;
        });

        assertThat(get("a", 1)).isEqualTo("a at 1");
    }

    private void write(String id, long position, Map<String, String> body) {
        documents.encode(
                VIEW,
                "written",
                document -> new Document(id, new Position(position), JSON.writeValueAsBytes(body), Map.of(), Map.of()));
    }

    private String get(String id, long position) {
        return documents.get(VIEW, stored(id, position), document -> {
            var text = document.id() + " at " + document.position().value();
            opened.add(text);
            return text;
        });
    }

    private static Document stored(String id, long position) {
        return new Document(id, new Position(position), new byte[0], Map.of(), Map.of());
    }
}
