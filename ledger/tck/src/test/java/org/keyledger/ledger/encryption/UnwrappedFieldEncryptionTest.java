package org.keyledger.ledger.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.benmanes.caffeine.cache.Ticker;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.FixedKeyVault;
import org.keyledger.ledger.annotation.PersonalData;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Encrypting the fields of an unwrapped record")
class UnwrappedFieldEncryptionTest {

    private static final List<String> PLACE = List.of("user-1", "0", "user.registered");
    private static final JsonMapper JSON = LedgerJson.mapper(List.of());

    private final FieldEncryptor encryptor = new FieldEncryptor(
            new SubjectKeys(new FixedKeyVault(), Clock.systemUTC(), Ticker.systemTicker()), JSON, new SecureRandom());

    record Flat(String user, @PersonalData(subject = "user") String email, int rank) {}

    record Nested(String user, @JsonUnwrapped Outer outer) {}

    record Outer(@JsonUnwrapped @Nullable Contact contact, int rank) {}

    record Contact(@PersonalData(subject = "user") String email) {}

    @Test
    void uses_the_associated_data_of_a_field_of_the_outer_record() {
        // given
        var flat = new Flat("user-1", "ada@example.org", 1);
        var nested = new Nested("user-1", new Outer(new Contact("ada@example.org"), 1));

        // when
        byte[] fromFlat = encryptor.encrypt(flat, PLACE);
        byte[] fromNested = encryptor.encrypt(nested, PLACE);

        // then
        JsonNode stored = JSON.readTree(fromNested);
        assertThat(stored.propertyNames()).containsExactlyInAnyOrder("user", "email", "rank");
        assertThat(stored.at("/email/under").stringValue()).isEqualTo("user-1");
        assertThat(stored.toString()).doesNotContain("ada@example.org");
        assertThat(JSON.readValue(encryptor.decrypt(fromFlat, PLACE), Nested.class))
                .isEqualTo(nested);
        assertThat(JSON.readValue(encryptor.decrypt(fromNested, PLACE), Flat.class))
                .isEqualTo(flat);
    }

    @Test
    void writes_nothing_of_an_absent_record() {
        byte[] stored = encryptor.encrypt(new Nested("user-1", new Outer(null, 1)), PLACE);

        assertThat(JSON.readTree(stored).propertyNames()).containsExactlyInAnyOrder("user", "rank");
    }

    @Test
    void fails_for_a_record_that_names_no_subject() {
        var contact = new Contact("ada@example.org");

        assertThatThrownBy(() -> encryptor.encrypt(contact, PLACE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no component user");
    }

    @Test
    void rejects_an_unknown_field() {
        assertThatThrownBy(() -> JSON.readValue("{\"user\":\"user-1\",\"rank\":1,\"other\":1}", Nested.class))
                .hasMessageContaining("other");
    }
}
