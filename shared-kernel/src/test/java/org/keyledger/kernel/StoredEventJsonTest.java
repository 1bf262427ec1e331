package org.keyledger.kernel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.json.UnwrappedFieldOrder;
import org.keyledger.kernel.user.UserEvent.PasswordChanged;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.PersonalData;
import org.keyledger.ledger.annotation.Secret;
import org.keyledger.ledger.encryption.LedgerJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Stored events must stay readable. A changed file here means a changed history: optional components may be added at
 * the end, with a test that reads the previous form; any other change needs a new revision.
 */
@DisplayName("Serializing stored events")
class StoredEventJsonTest {

    private static final ObjectMapper JSON = LedgerJson.mapper(List.of(new UnwrappedFieldOrder()))
            .rebuild()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    @ParameterizedTest
    @MethodSource("complete")
    void writes_the_approved_json(Record event) throws IOException {
        if (Boolean.getBoolean("keyledger.write-pins")) {
            Files.writeString(
                    Path.of("src/test/resources/events", name(event) + ".json"), JSON.writeValueAsString(event) + "\n");
            return;
        }
        assertThat(JSON.writeValueAsString(event).lines())
                .isEqualTo(approved(event).lines().toList());
    }

    @ParameterizedTest
    @MethodSource("all")
    void reads_back_what_was_written(Record event) {
        assertThat((Object) JSON.readValue(JSON.writeValueAsString(event), event.getClass()))
                .isEqualTo(event);
    }

    @Test
    void reads_a_key_that_was_stored_without_allow_list_and_limit() throws IOException {
        ObjectNode stored = JSON.readValue(
                approved(EventSamples.COMPLETE.stream()
                        .filter(ApiKeyCreated.class::isInstance)
                        .findFirst()
                        .orElseThrow()),
                ObjectNode.class);
        stored.remove(List.of("ipAllow", "rateLimit"));

        var read = JSON.treeToValue(stored, ApiKeyCreated.class);

        assertThat(read.grant().access().ipAllow()).isNull();
        assertThat(read.grant().access().rateLimit()).isNull();
        assertThat((Object) JSON.valueToTree(read)).isEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(classes = {PasswordReset.class, PasswordChanged.class})
    void reads_a_new_password_that_was_stored_without_a_receipt(Class<? extends Record> type) throws IOException {
        ObjectNode stored = JSON.readValue(
                approved(EventSamples.COMPLETE.stream()
                        .filter(type::isInstance)
                        .findFirst()
                        .orElseThrow()),
                ObjectNode.class);
        stored.remove("receipt");

        assertThat((Object) JSON.valueToTree(JSON.treeToValue(stored, type))).isEqualTo(stored);
    }

    @ParameterizedTest
    @MethodSource("complete")
    void reads_an_event_whose_subject_was_erased(Record event) {
        ObjectNode erased = JSON.valueToTree(event);
        encryptedComponents(event).forEach(component -> erased.put(component.getName(), Erased.REPLACEMENT));

        Record read = JSON.treeToValue(erased, event.getClass());

        assertThat((Object) JSON.valueToTree(read)).isEqualTo(erased);
    }

    /** Requests are read by other mappers, and a client can send the text that replaces an erased field. */
    @ParameterizedTest
    @MethodSource("encryptedTypes")
    void reads_the_replacement_of_an_erased_field_only_where_it_decrypts(Class<?> type) {
        var replacement = JsonMapper.shared().writeValueAsString(Erased.REPLACEMENT);

        assertThat((Object) JSON.readValue(replacement, type)).isNotNull();
        assertThatThrownBy(() -> JsonMapper.shared().readValue(replacement, type))
                .isInstanceOf(ValueInstantiationException.class);
    }

    static Stream<Class<?>> encryptedTypes() {
        return complete()
                .flatMap(StoredEventJsonTest::encryptedComponents)
                .<Class<?>>map(RecordComponent::getType)
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("complete")
    void hides_encrypted_values_in_its_string_form(Record event) {
        ObjectNode tree = JSON.valueToTree(event);
        assertThat(encryptedComponents(event))
                .allSatisfy(component ->
                        assertThat(event.toString()).doesNotContain(texts(tree.required(component.getName()))));
    }

    @Test
    void has_a_sample_of_every_event_type() {
        assertThat(complete().flatMap(StoredEventJsonTest::encryptedComponents)).isNotEmpty();
        assertThat(EventSamples.COMPLETE.stream().map(Object::getClass))
                .containsExactlyInAnyOrderElementsOf(EventTypes.BY_NAME.values());
    }

    static Stream<Record> complete() {
        return EventSamples.COMPLETE.stream();
    }

    static Stream<Record> all() {
        return EventSamples.all();
    }

    private static Stream<RecordComponent> encryptedComponents(Record event) {
        return StoredFields.of(event.getClass())
                .filter(it -> it.isAnnotationPresent(PersonalData.class) || it.isAnnotationPresent(Secret.class));
    }

    private static List<String> texts(JsonNode node) {
        return node.isContainer()
                ? node.valueStream().map(JsonNode::stringValue).toList()
                : List.of(node.stringValue());
    }

    private static String approved(Record event) throws IOException {
        String name = name(event);
        try (InputStream file = StoredEventJsonTest.class.getResourceAsStream("/events/" + name + ".json")) {
            return new String(
                    Objects.requireNonNull(file, "no approved JSON for " + name).readAllBytes(), UTF_8);
        }
    }

    private static String name(Record event) {
        return EventTypes.BY_NAME.entrySet().stream()
                .filter(entry -> entry.getValue().equals(event.getClass()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }
}
