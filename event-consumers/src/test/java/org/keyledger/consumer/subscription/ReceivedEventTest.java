package org.keyledger.consumer.subscription;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("Receiving a record")
class ReceivedEventTest {

    private static final Map<String, String> HEADERS = Map.of(
            "ce_specversion", "1.0",
            "ce_id", "l.0/7",
            "ce_source", "urn:uuid:l",
            "ce_type", "apikey.revoked",
            "ce_subject", "key_a",
            "ce_time", "2026-01-02T03:04:05Z",
            "ce_position", "7");

    @Test
    void parses_its_body_once_into_the_type_of_the_subscription() {
        Revoked.parsed.set(0);

        var event = ReceivedEvent.of(record("{\"key_id\":\"a\",\"added_later\":true}"), Revoked.class);

        assertThat(event.read(Revoked.class)).isSameAs(event.read(Revoked.class));
        assertThat(event.read(Revoked.class).data().keyId()).isEqualTo("a");
        assertThat(event.position()).isEqualTo(7);
        assertThat(event.id()).isEqualTo("l.0/7");
        assertThat(event.subject()).isEqualTo("key_a");
        assertThat(Revoked.parsed).hasValue(1);
    }

    @Test
    void equals_what_is_read_of_its_stored_form() {
        var event = ReceivedEvent.of(record("{\"key_id\":\"a\",\"n\":[1,2.50,null]}"), JsonNode.class);

        assertThat(event.read(JsonNode.class)).isEqualTo(event.raw().read(JsonNode.class));
        assertThat(event.raw().headers()).isEqualTo(HEADERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "7", "{\"key_id\":{}}", "{\"key_id\":null}"})
    void accepts_a_body_of_another_type_which_cannot_be_read(String body) {
        var event = ReceivedEvent.of(record(body), Revoked.class);

        assertThatThrownBy(() -> event.read(Revoked.class)).isInstanceOf(RuntimeException.class);
        assertThat(event.raw().body()).isEqualTo(body.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "not { json",
                "{\"key_id\":\"a\"",
                "{\"key_id\":\"a\"} {}",
                "{\"key_id\":\"a\",\"other\":tru}",
                "{\"key_id\":\"a\",\"other\":\"\\x\"}",
                "{\"key_id\":\"a\",\"other\":\"\u00ff\"}",
                "{\"key_id\":\"a\",\"\u00ff\":1}"
            })
    void rejects_a_body_that_is_not_json_for_every_type(String body) {
        var bytes = body.getBytes(ISO_8859_1);

        assertRejected(bytes, Revoked.class);
        assertRejected(bytes, JsonNode.class);
    }

    @Test
    void rejects_a_record_without_a_body() {
        assertRejected(null, Revoked.class);
        assertRejected(null, JsonNode.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{\"key_id\":\"a\",\"key_id\":\"b\"}",
                "{\"key_id\":\"a\",\"n\":1,\"n\":2}",
                "{\"key_id\":\"a\",\"n\":1e999999}",
                "{\"key_id\":\"a\",\"n\":123456789012345678901234567890}"
            })
    void accepts_unusual_json_for_every_type(String body) {
        assertThat(ReceivedEvent.of(record(body), Revoked.class).position()).isEqualTo(7);
        assertThat(ReceivedEvent.of(record(body), JsonNode.class).position()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-01-02"})
    void rejects_a_malformed_time_for_every_type(String time) {
        var headers = new TreeMap<>(HEADERS);
        headers.put("ce_time", time);
        var record = record(headers, "{\"key_id\":\"a\"}".getBytes(UTF_8));

        assertThatThrownBy(() -> ReceivedEvent.of(record, Revoked.class)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ReceivedEvent.of(record, JsonNode.class)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertRejected(byte @Nullable [] body, Class<?> type) {
        assertThatThrownBy(() -> ReceivedEvent.of(record(HEADERS, body), type))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("time or body is malformed");
    }

    private static ConsumerRecord<String, byte[]> record(String body) {
        return record(HEADERS, body.getBytes(UTF_8));
    }

    private static ConsumerRecord<String, byte[]> record(Map<String, String> headers, byte @Nullable [] body) {
        var record = new ConsumerRecord<>("topic", 0, 0, "key_a", body);
        headers.forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
        return record;
    }

    private record Revoked(String keyId) {

        private static final AtomicInteger parsed = new AtomicInteger();

        Revoked {
            parsed.incrementAndGet();
        }
    }
}
