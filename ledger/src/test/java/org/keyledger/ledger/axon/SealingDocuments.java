package org.keyledger.ledger.axon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.axon.Samples.Address;
import org.keyledger.ledger.axon.Samples.AddressBook;
import org.keyledger.ledger.encryption.SealBroken;
import org.keyledger.ledger.encryption.SealedJson;

class SealingDocuments {

    private static final AddressBook BOOK =
            new AddressBook("o", List.of(new Address("p1", "1 First St"), new Address("p2", "2 Second St")));

    private final Samples samples = new Samples();
    private final SealedJson documents = samples.axon.sealedJson();

    @BeforeEach
    void open() {
        samples.axon.keys().create(List.of("p1", "p2"));
    }

    @Test
    void seals_the_marked_fields_of_the_records_inside() {
        byte[] sealed = documents.seal(BOOK, "books", "o");

        assertThat(new String(sealed, UTF_8))
                .contains("p1")
                .doesNotContain("First")
                .doesNotContain("Second");
        assertThat(documents.open(sealed, AddressBook.class, "books", "o")).isEqualTo(BOOK);
    }

    @Test
    void opens_what_has_nothing_sealed() {
        for (String owner : List.of("o", "{\"$sealed\":1}")) {
            AddressBook empty = new AddressBook(owner, List.of());

            assertThat(documents.open(documents.seal(empty, "books", "o"), AddressBook.class, "books", "o"))
                    .isEqualTo(empty);
        }
    }

    @Test
    void opens_for_its_own_document_only() {
        byte[] sealed = documents.seal(BOOK, "books", "o");

        assertThatThrownBy(() -> documents.open(sealed, AddressBook.class, "books", "other"))
                .isInstanceOf(SealBroken.class);
    }

    @Test
    void erases_one_subject_and_no_other() {
        byte[] sealed = documents.seal(BOOK, "books", "o");
        samples.vault.destroy("p1", Position.FIRST);
        samples.axon.forget("p1");

        AddressBook opened = documents.open(sealed, AddressBook.class, "books", "o");

        assertThat(opened.addresses())
                .containsExactly(new Address("p1", Erased.MARK), new Address("p2", "2 Second St"));
        assertThat(documents.open(documents.seal(opened, "books", "o"), AddressBook.class, "books", "o"))
                .isEqualTo(opened);
    }
}
