package org.keyledger.ledger.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.github.benmanes.caffeine.cache.Ticker;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.PersonalData;
import org.keyledger.ledger.annotation.Secret;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Encrypting the fields of JSON")
class FieldEncryptorTest {

    private static final List<String> PLACE = List.of("view", "1");
    private static final JsonMapper JSON = LedgerJson.mapper(List.of());

    private final InMemoryVault vault = new InMemoryVault();
    private final SubjectKeys keys = new SubjectKeys(vault, Clock.systemUTC(), Ticker.systemTicker());
    private final FieldEncryptor encryptor = new FieldEncryptor(keys, JSON, new SecureRandom());
    private final TreeEncryption tree = new TreeEncryption(keys, JSON);

    record Person(
            String user,
            @PersonalData(subject = "user") @Nullable String name,
            @JsonUnwrapped @Nullable Contact contact,

            @PersonalData(subject = "user", alsoSubject = "friend")
            Map<String, Integer> scores,

            String friend,
            BigDecimal height) {}

    record Contact(
            @PersonalData(subject = "user") Home home,
            @Secret(subject = "user") @Nullable Instant at) {}

    /** Its own annotation has no effect: the field that contains it is encrypted. */
    record Home(
            String owner, @PersonalData(subject = "owner") String street) {}

    record Group(int size, List<Person> people, List<List<Home>> homes, String note) {}

    record Renamed(
            String user,

            @PersonalData(subject = "user") @JsonProperty("nick_name")
            String name) {}

    record Reserved(@JsonProperty("$sealed") String text) {}

    record Any(@Nullable Object value) {}

    record Sealed(
            String user, @PersonalData(subject = "user") Object value) {}

    @BeforeEach
    void createKeys() {
        keys.create(List.of("ann", "bob", "day/2026-05-06", "\"quoted\" \u00e4\u0001"));
    }

    static List<Record> records() {
        Contact contact = new Contact(new Home("ann", "1 First St"), Instant.ofEpochSecond(1, 20_300));
        Person ann = new Person("ann", "Ann", contact, Map.of("chess", 1), "bob", new BigDecimal("1.75"));
        Person bob = new Person("bob", null, new Contact(null, null), Map.of(), "bob", BigDecimal.ONE);
        Person day = new Person(
                "day/2026-05-06", "\"\\\u00fc\ud83d\ude00\u0001", contact, Map.of("a", -1), "ann", BigDecimal.TEN);
        Person quoted =
                new Person("\"quoted\" \u00e4\u0001", "", new Contact(null, null), Map.of(), "ann", BigDecimal.ZERO);
        List<List<Home>> homes = List.of(List.of(), List.of(new Home("ann", "x"), new Home("bob", "y")));
        return List.of(
                ann,
                bob,
                day,
                quoted,
                new Group(3, List.of(ann, bob, day, quoted), homes, "{\"$sealed\":\"x\"}"),
                new Group(0, List.of(), List.of(), "$sealed"));
    }

    @ParameterizedTest
    @MethodSource("records")
    void writes_what_the_tree_of_the_record_gives(Record record) {
        assertThat(tree.assertSameEncoding(encryptor, record, PLACE)).isEqualTo(record);
    }

    @ParameterizedTest
    @MethodSource("records")
    void writes_erased_fields_of_destroyed_subjects_and_keeps_them(Record record) {
        vault.destroyKey("ann", Position.FIRST);
        encryptor.evict("ann");

        byte[] stored = encryptor.encrypt(record, PLACE);

        assertThat(new String(stored, UTF_8)).doesNotContain("under\":\"ann", "First");
        assertThat(FieldEncryptor.hasErasedField(stored))
                .isEqualTo(record.toString().contains("ann"));
    }

    @Test
    void encrypts_the_given_entries_of_a_map() {
        Map<String, Object> entries = Map.of("address", "192.0.2.1", "actor", "ann");

        byte[] stored = encryptor.encrypt(entries, Set.of("address"), "ann", PLACE);

        JsonNode json = JSON.readTree(stored);
        assertThat(json.at("/actor").stringValue()).isEqualTo("ann");
        assertThat(json.at("/address/under").stringValue()).isEqualTo("ann");
        assertThat(JSON.readValue(encryptor.decrypt(stored, PLACE), Map.class)).isEqualTo(entries);
        assertThatThrownBy(() -> encryptor.encrypt(entries, Set.of("other"), "ann", PLACE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static List<Object> withReservedName() {
        Map<String, String> map = Map.of("$sealed", "text");
        return List.of(
                new Reserved("text"),
                map,
                new Any(List.of(map)),
                new Any(JSON.valueToTree(map)),
                new Sealed("ann", map));
    }

    @ParameterizedTest
    @MethodSource("withReservedName")
    void rejects_the_name_of_the_ciphertext(Object value) {
        assertThatThrownBy(() -> encryptor.encrypt(value, PLACE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("$sealed");
    }

    @Test
    void fails_for_a_subject_without_a_key() {
        Home home = new Home("unknown", "1 First St");

        assertThatThrownBy(() -> encryptor.encrypt(new Any(List.of(home)), PLACE))
                .isInstanceOf(UnknownSubjectException.class);
    }

    @Test
    void fails_for_a_component_that_has_another_name_in_the_json() {
        assertThatThrownBy(() -> encryptor.encrypt(new Renamed("ann", "Ann"), PLACE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void encrypts_records_wherever_they_are() {
        Any any = new Any(Map.of("a", Map.of("b", new Home("ann", "1 First St"))));

        byte[] stored = encryptor.encrypt(any, PLACE);

        assertThat(new String(stored, UTF_8)).doesNotContain("First");
        assertThat(encryptor.decrypt(stored, PLACE)).isEqualTo(JSON.writeValueAsBytes(any));
    }

    @Test
    void encrypts_an_erased_value_never() {
        byte[] stored = encryptor.encrypt(new Home("ann", Erased.REPLACEMENT), PLACE);

        assertThat(stored).isEqualTo(JSON.writeValueAsBytes(new Home("ann", Erased.REPLACEMENT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"$sealed\":1,\"under\":\"ann\"}}",
                "{\"a\":{\"$sealed\":\"AAAA\",\"under\":\"ann\"}}",
                "{\"a\":{\"$sealed\":\"?\",\"under\":\"ann\"}}",
                "{\"a\":{\"$sealed\":\"AAAA\"}}",
                "{\"a\":{\"$sealed\":\"AAAA\",\"under\":[]}}",
                "{\"a\":{\"$sealed\":\"AAAA\",\"under\":[1]}}",
                "{\"a\":{\"$sealed\":\"AAAA\",\"under\":\"ann\",\"more\":1}}",
                "{\"a\":{\"under\":\"ann\",\"$sealed\":\"AAAA\"}}",
                "{\"a\":{\"b\":{},\"$sealed\":\"AAAA\",\"under\":\"ann\"}}",
                "{\"$sealed\":\"AAAA\",\"under\":\"ann\"}",
                "{\"a\":{\"$sealed\":\"AAAA\",\"under\":\"ann"
            })
    void does_not_decrypt_another_form(String json) {
        byte[] altered = json.getBytes(UTF_8);

        assertThatThrownBy(() -> encryptor.decrypt(altered, PLACE))
                .isInstanceOfAny(FieldDecryptionException.class, JacksonException.class);
    }
}
