package org.keyledger.command.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.passkey.PasskeyId;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.epoch.Epochs;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.node.ObjectNode;

/** {@code docs/reference/events} describes exactly the published events, and approved schemas are not broken. */
@DisplayName("Documentation of published events")
class EventDocumentationTest {

    private static final String TYPE_PREFIX = "org.keyledger.";
    private static final Path DOCS = Path.of("../docs/reference/events");
    private static final Path APPROVED = Path.of("src/test/resources/approved-events");

    private static final Map<Class<?>, String> JSON_TYPES = Map.ofEntries(
            Map.entry(UserId.class, "{\"type\":\"string\",\"format\":\"uuid\"}"),
            Map.entry(SessionId.class, "{\"type\":\"string\",\"format\":\"uuid\"}"),
            Map.entry(MailRequestId.class, "{\"type\":\"string\",\"format\":\"uuid\"}"),
            Map.entry(TenantId.class, "{\"type\":\"string\",\"pattern\":\"^cust_[0-9a-f]{32}$\"}"),
            Map.entry(ApiKeyId.class, "{\"type\":\"string\",\"pattern\":\"^key_[0-9a-f]{32}$\"}"),
            Map.entry(Instant.class, "{\"type\":\"string\",\"format\":\"date-time\"}"),
            Map.entry(Scopes.class, "{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"minItems\":1}"),
            Map.entry(KeyPrefix.class, "{\"type\":\"string\"}"),
            Map.entry(String.class, "{\"type\":\"string\"}"),
            Map.entry(CredentialVersion.class, "{\"type\":\"integer\"}"),
            Map.entry(int.class, "{\"type\":\"integer\"}"),
            Map.entry(Integer.class, "{\"type\":\"integer\"}"),
            Map.entry(Boolean.class, "{\"type\":\"boolean\"}"),
            Map.entry(long.class, "{\"type\":\"integer\"}"),
            Map.entry(UUID.class, "{\"type\":\"string\",\"format\":\"uuid\"}"),
            Map.entry(
                    List.class,
                    "{\"type\":\"array\",\"items\":{\"type\":\"string\",\"enum\":[\"pwd\",\"otp\",\"email\",\"fed\",\"pop\",\"sso\"]}}"),
            Map.entry(ProviderName.class, "{\"type\":\"string\",\"pattern\":\"^[a-z][a-z0-9_]{0,31}$\"}"),
            Map.entry(PasskeyId.class, "{\"type\":\"string\",\"format\":\"uuid\"}"),
            Map.entry(boolean.class, "{\"type\":\"boolean\"}"));

    @Test
    void every_event_that_leaves_has_a_schema_and_every_schema_an_event() throws IOException {
        assertThat(schemas(DOCS))
                .extracting(EventSchema::type)
                .containsExactlyElementsOf(publishedTypes().keySet());
    }

    @Test
    void every_field_is_described_as_it_is() throws IOException {
        for (var schema : schemas(DOCS)) {
            var components = publishedTypes().get(schema.type()).getRecordComponents();
            assertThat(schema.fields())
                    .as(schema.type())
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(components)
                            .map(EventDocumentationTest::name)
                            .toList());
            for (var component : components) {
                var field = (ObjectNode) schema.field(name(component)).deepCopy();
                assertThat(field.remove("description").asString())
                        .as(schema.type() + " " + component)
                        .isNotBlank();
                assertThat(field.toString())
                        .as(schema.type() + " " + component)
                        .isEqualTo(jsonType(component.getType()));
                assertThat(schema.required().contains(name(component)))
                        .as(schema.type() + " " + component)
                        .isEqualTo(!component.getAnnotatedType().isAnnotationPresent(Nullable.class));
            }
        }
    }

    @Test
    void every_published_body_has_the_described_fields() throws IOException {
        var bodies = SampleEvents.all().stream()
                .flatMap(event ->
                        encoder().encode(new LedgerEvent(0, Instant.EPOCH, event, SampleEvents.METADATA)).stream())
                .collect(Collectors.toMap(
                        it -> PublishedRecords.header(it.headers(), "ce_type").substring(TYPE_PREFIX.length()),
                        it -> IntegrationEventJson.MAPPER.readTree(it.value()),
                        (one, other) -> one.size() < other.size() ? other : one)); // several events request a mail
        for (var schema : schemas(DOCS)) {
            assertThat(new TreeSet<>(bodies.get(schema.type()).propertyNames())).isEqualTo(schema.fields());
        }
    }

    @Test
    void every_record_names_its_schema_by_the_id_of_that_schema() throws IOException {
        var records = SampleEvents.all().stream()
                .flatMap(event ->
                        encoder().encode(new LedgerEvent(0, Instant.EPOCH, event, SampleEvents.METADATA)).stream())
                .collect(Collectors.toMap(
                        it -> PublishedRecords.header(it.headers(), "ce_type"),
                        it -> PublishedRecords.header(it.headers(), "ce_dataschema"),
                        (one, other) -> one));
        for (var schema : schemas(DOCS)) {
            assertThat(records.get(TYPE_PREFIX + schema.type()))
                    .as(schema.type())
                    .isEqualTo(schema.json().path("$id").asString());
        }
    }

    private static CloudEventEncoder encoder() {
        return new CloudEventEncoder(
                Epochs.single(new LedgerIdentity(new UUID(1, 2), 0)), LedgerFixture.AUTHENTICATION);
    }

    @Test
    void the_overview_names_every_topic_message_and_header() throws IOException {
        Map<String, Object> overview = new Yaml().load(Files.readString(DOCS.resolve("asyncapi.yaml")));
        var messages = at(overview, "components", "messages");
        assertThat(messages.values())
                .isNotEmpty()
                .allSatisfy(message -> assertThat(at(message, "payload"))
                        .containsExactly(Map.entry("$ref", "./" + shortName(message) + ".schema.json")));
        assertThat(messages.values().stream().map(EventDocumentationTest::shortName))
                .containsExactlyInAnyOrderElementsOf(publishedTypes().keySet());
        assertThat(addresses(overview)).containsExactlyInAnyOrder(Topics.EVENTS, Topics.MAIL);
        var record = encoder()
                .encode(new LedgerEvent(
                        0,
                        Instant.EPOCH,
                        SampleEvents.all().stream()
                                .filter(it ->
                                        IntegrationEventTranslator.translate(it).isPresent())
                                .findFirst()
                                .orElseThrow(),
                        SampleEvents.METADATA))
                .get(0);
        assertThat(at(overview, "components", "schemas", "cloudEvent", "properties")
                        .keySet())
                .containsExactlyInAnyOrderElementsOf(
                        StreamSupport.stream(record.headers().spliterator(), false)
                                .map(it -> it.key())
                                .toList());
    }

    @Test
    void every_message_is_in_its_topic() throws IOException {
        Map<String, Object> overview = new Yaml().load(Files.readString(DOCS.resolve("asyncapi.yaml")));
        assertThat(at(overview, "channels", "mail", "messages").keySet()).containsExactly("mailOrdered");
        assertThat(Stream.concat(
                        at(overview, "channels", "events", "messages").keySet().stream(), Stream.of("mailOrdered")))
                .containsExactlyInAnyOrderElementsOf(
                        at(overview, "components", "messages").keySet());
    }

    @Test
    void nothing_breaks_what_was_approved() throws IOException {
        var now = schemas(DOCS).stream().collect(Collectors.toMap(EventSchema::type, it -> it));
        for (var approved : schemas(APPROVED)) {
            assertThat(now).as("an event that was published before must stay").containsKey(approved.type());
            assertThat(now.get(approved.type()).breaks(approved)).isEmpty();
        }
        assertThat(schemas(APPROVED))
                .as("copy the schema of a new event there to approve it")
                .hasSameSizeAs(now.values());
    }

    @Test
    void an_incompatible_schema_is_detected() {
        var approved = schema("{\"a\":{\"type\":\"string\"},\"b\":{\"enum\":[\"x\",\"y\"]}}", "[\"a\"]");
        assertThat(schema(
                                "{\"a\":{\"type\":\"string\"},\"b\":{\"enum\":[\"x\",\"y\",\"z\"]},\"c\":{}}",
                                "[\"a\",\"b\"]")
                        .breaks(approved))
                .isEmpty();
        assertThat(schema("{\"b\":{\"enum\":[\"x\",\"y\"]}}", "[]").breaks(approved))
                .containsExactly("t: a was removed", "t: a is no longer required");
        assertThat(schema("{\"a\":{\"type\":\"integer\"},\"b\":{\"enum\":[\"x\"]}}", "[\"a\"]")
                        .breaks(approved))
                .containsExactly("t: a has another type", "t: b no longer allows y");
    }

    private static List<EventSchema> schemas(Path folder) throws IOException {
        var schemas = EventSchema.in(folder);
        assertThat(schemas).isNotEmpty();
        return schemas;
    }

    private static EventSchema schema(String properties, String required) {
        return new EventSchema(
                "t",
                IntegrationEventJson.MAPPER.readTree(
                        "{\"properties\":" + properties + ",\"required\":" + required + "}"));
    }

    /** The class of every published event by its published type. */
    private static TreeMap<String, Class<?>> publishedTypes() {
        var forms = new TreeMap<String, Class<?>>(Map.of("mail.ordered", MailRequestEvent.class));
        for (var event : IntegrationEventTranslator.publishedTypes()) {
            forms.put(
                    CloudEventEncoder.typeOf(event),
                    IntegrationEventTranslator.translate(SampleEvents.of(event))
                            .orElseThrow()
                            .getClass());
        }
        return forms;
    }

    private static String name(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static String jsonType(Class<?> type) {
        if (!type.isEnum()) {
            return JSON_TYPES.get(type);
        }
        var values = Arrays.stream(type.getEnumConstants())
                .map(it -> "\"" + ((Enum<?>) it).name().toLowerCase(Locale.ROOT) + "\"")
                .collect(Collectors.joining(","));
        return "{\"type\":\"string\",\"enum\":[" + values + "]}";
    }

    /** The name of a message is the published type. */
    private static String shortName(Object message) {
        var name = at(message).get("name").toString();
        assertThat(name).startsWith(TYPE_PREFIX);
        return name.substring(TYPE_PREFIX.length());
    }

    private static List<Object> addresses(Map<String, Object> overview) {
        return at(overview, "channels").values().stream()
                .map(it -> at(it).get("address"))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Object node, String... path) {
        var found = (Map<String, Object>) node;
        for (var name : path) {
            found = (Map<String, Object>) found.get(name);
        }
        return found;
    }
}
