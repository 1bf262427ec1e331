package org.keyledger.ledger.axon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.axon.SampleDomain.Address;
import org.keyledger.ledger.axon.SampleDomain.ContactList;
import org.keyledger.ledger.axon.SampleDomain.Note;
import org.keyledger.ledger.encryption.EncryptedJsonCodec;
import org.keyledger.ledger.encryption.FieldDecryptionException;

@DisplayName("Encrypting fields of documents")
class EncryptedJsonCodecTest {

    private static final ContactList CONTACTS =
            new ContactList("o", List.of(new Address("p1", "1 First St"), new Address("p2", "2 Second St")));

    private final SampleDomain samples = new SampleDomain();
    private final EncryptedJsonCodec documents = samples.axon.jsonCodec();

    @BeforeEach
    void open() {
        samples.axon.keys().create(List.of("p1", "p2"));
    }

    @Test
    void encrypts_the_marked_fields_of_the_records_inside() {
        byte[] sealed = documents.encode(CONTACTS, "contacts", "o");

        assertThat(new String(sealed, UTF_8))
                .contains("p1")
                .doesNotContain("First")
                .doesNotContain("Second");
        assertThat(documents.decode(sealed, ContactList.class, "contacts", "o")).isEqualTo(CONTACTS);
    }

    @Test
    void decrypts_a_document_without_encrypted_fields() {
        for (String owner : List.of("o", "{\"$sealed\":1}")) {
            ContactList empty = new ContactList(owner, List.of());

            assertThat(documents.decode(documents.encode(empty, "contacts", "o"), ContactList.class, "contacts", "o"))
                    .isEqualTo(empty);
        }
    }

    @Test
    void opens_for_its_own_document_only() {
        byte[] sealed = documents.encode(CONTACTS, "contacts", "o");

        assertThatThrownBy(() -> documents.decode(sealed, ContactList.class, "contacts", "other"))
                .isInstanceOf(FieldDecryptionException.class);
    }

    @Test
    void erases_one_subject_and_no_other() {
        byte[] sealed = documents.encode(CONTACTS, "contacts", "o");
        samples.vault.destroyKey("p1", Position.FIRST);
        samples.axon.evict("p1");

        ContactList opened = documents.decode(sealed, ContactList.class, "contacts", "o");

        assertThat(opened.addresses())
                .containsExactly(new Address("p1", Erased.REPLACEMENT), new Address("p2", "2 Second St"));
        assertThat(documents.decode(documents.encode(opened, "contacts", "o"), ContactList.class, "contacts", "o"))
                .isEqualTo(opened);
    }

    @Test
    void erases_a_field_of_two_subjects_with_either_of_them() {
        Note note = new Note("p1", "p2", "Call back");
        byte[] sealed = documents.encode(note, "notes", "n");
        assertThat(new String(sealed, UTF_8)).contains("[\"p1\",\"p2\"]").doesNotContain("Call");
        assertThat(documents.decode(sealed, Note.class, "notes", "n")).isEqualTo(note);

        for (String erased : List.of("p1", "p2")) {
            SampleDomain other = new SampleDomain();
            other.axon.keys().create(List.of("p1", "p2"));
            byte[] stored = other.axon.jsonCodec().encode(note, "notes", "n");
            other.vault.destroyKey(erased, Position.FIRST);
            other.axon.evict(erased);

            assertThat(other.axon.jsonCodec().decode(stored, Note.class, "notes", "n"))
                    .isEqualTo(new Note("p1", "p2", Erased.REPLACEMENT));
            assertThat(new String(other.axon.jsonCodec().encode(note, "notes", "n"), UTF_8))
                    .doesNotContain("Call", "$sealed");
        }
    }

    @Test
    void encrypts_a_field_once_if_both_subjects_are_the_same() {
        byte[] sealed = documents.encode(new Note("p1", "p1", "Call back"), "notes", "n");

        assertThat(new String(sealed, UTF_8)).contains("\"under\":\"p1\"");
    }
}
