package org.keyledger.ledger.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.writebehind.ViewChanges.Change;

@DisplayName("Documents that were read from the store")
class StoredDocumentsTest {

    private static final int BODY_BYTES = 1000;

    private final StoredDocuments documents = new StoredDocuments(10_000);

    @Test
    void are_forgotten_in_the_order_of_their_last_use() {
        for (int i = 0; i < 6; i++) {
            documents.put("v", "d" + i, change("d" + i, 1));
        }
        assertThat(documents.find("v", "d0")).isNotNull();

        documents.put("v", "d6", change("d6", 1));

        assertThat(documents.find("v", "d0")).isNotNull();
        assertThat(documents.find("v", "d1")).isNull();
        assertThat(documents.find("v", "d6")).isNotNull();
    }

    @Test
    void need_no_more_memory_if_they_are_put_again() {
        documents.put("v", "kept", change("kept", 1));
        for (int i = 0; i < 100; i++) {
            documents.put("v", "a", change("a", i));
            documents.put("v", "none", Change.REMOVED);
        }

        assertThat(documents.find("v", "kept")).isNotNull();
    }

    @Test
    void contain_what_a_flush_wrote_if_the_document_was_read_before() {
        documents.put("v", "a", change("a", 1));
        documents.put("v", "b", change("b", 1));
        documents.put("v", "absent", Change.REMOVED);
        ChangeLayer flushed = new ChangeLayer("p", Optional.empty());
        flushed.put("v", "a", change("a", 2));
        flushed.put("v", "b", Change.REMOVED);
        flushed.put("v", "absent", change("absent", 2));
        flushed.put("v", "never read", change("never read", 2));

        documents.apply(flushed);

        assertThat(documents.find("v", "a").state()).map(Document::position).hasValue(new Position(2));
        assertThat(documents.find("v", "b").state()).isEmpty();
        assertThat(documents.find("v", "absent")).isNull();
        assertThat(documents.find("v", "never read")).isNull();
    }

    private static Change change(String id, long position) {
        return new Change(new Document(id, new Position(position), new byte[BODY_BYTES], Map.of(), Map.of()), false);
    }
}
