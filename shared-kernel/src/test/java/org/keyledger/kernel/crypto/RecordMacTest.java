package org.keyledger.kernel.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The MAC of a Kafka record")
class RecordMacTest {

    private static final Map<String, String> HEADERS = Map.of("ce_id", "l.0/7", "ce_position", "7", "ce_type", "t");
    private static final byte[] BODY = "{\"key_id\":\"a\"}".getBytes(UTF_8);

    private final RecordMac mac = new RecordMac(key(1));

    @Test
    @DisplayName("is 64 hex digits and verifies the record that it was computed for")
    void is_64_hex_digits_and_verifies_the_record_that_it_was_computed_for() {
        assertThat(mac.compute("topic", "key", HEADERS, BODY)).matches("[0-9a-f]{64}");
        assertThat(mac.verify("topic", "key", signed(HEADERS), BODY)).isTrue();
    }

    @Test
    @DisplayName("is the HMAC of the parts in the order of the names, each after its length")
    void is_the_hmac_of_the_parts_in_the_order_of_the_names_each_after_its_length() {
        var headers = Map.of("ce_type", "ü", "ce_id", "1", "content-type", "x", RecordMac.HEADER, "ignored");
        var input = new ByteArrayOutputStream();
        for (var part : List.of("topic", "key", "ce_id", "1", "ce_type", "ü", new String(BODY, UTF_8))) {
            var bytes = part.getBytes(UTF_8);
            input.writeBytes(new byte[] {0, 0, 0, (byte) bytes.length});
            input.writeBytes(bytes);
        }

        var expected = HexFormat.of().formatHex(Hmac.sha256(key(1), input.toByteArray()));

        assertThat(mac.compute("topic", "key", headers, BODY)).isEqualTo(expected);
        assertThat(mac.compute("topic", "key", headers, BODY)).isEqualTo(expected);
    }

    @Test
    @DisplayName("can be computed by concurrent threads")
    void can_be_computed_by_concurrent_threads() {
        var expected = IntStream.range(0, 200)
                .mapToObj(n -> new RecordMac(key(1)).compute("topic", "key " + n, HEADERS, BODY))
                .toList();

        assertThat(IntStream.range(0, 200).parallel().mapToObj(n -> mac.compute("topic", "key " + n, HEADERS, BODY)))
                .containsExactlyElementsOf(expected);
    }

    @Test
    @DisplayName("covers topic, key, every ce_ header and the body")
    void covers_topic_key_every_ce_header_and_the_body() {
        var signed = signed(HEADERS);
        assertThat(mac.verify("other", "key", signed, BODY)).isFalse();
        assertThat(mac.verify("topic", "other", signed, BODY)).isFalse();
        assertThat(mac.verify("topic", "key", signed, "{}".getBytes(UTF_8))).isFalse();
        HEADERS.keySet().forEach(name -> {
            assertThat(mac.verify("topic", "key", with(signed, name, "other"), BODY))
                    .as(name)
                    .isFalse();
            var without = new HashMap<>(signed);
            without.remove(name);
            assertThat(mac.verify("topic", "key", without, BODY)).as(name).isFalse();
        });
        assertThat(mac.verify("topic", "key", with(signed, "ce_added", "x"), BODY))
                .isFalse();
        assertThat(mac.verify("topic", "key", with(signed, "traceparent", "x"), BODY))
                .isTrue();
    }

    @Test
    @DisplayName("differs when text moves from one part to the next")
    void differs_when_text_moves_from_one_part_to_the_next() {
        var one = mac.compute("topic", "key", Map.of("ce_a", "bc"), BODY);
        assertThat(mac.compute("topick", "ey", Map.of("ce_a", "bc"), BODY)).isNotEqualTo(one);
        assertThat(mac.compute("topic", "key", Map.of("ce_ab", "c"), BODY)).isNotEqualTo(one);
        assertThat(mac.compute("topic", "key", Map.of(), "ce_abc".getBytes(UTF_8)))
                .isNotEqualTo(mac.compute("topic", "key", Map.of("ce_a", "bc"), new byte[0]));
    }

    @Test
    @DisplayName("fails if it is missing, malformed or made with another key")
    void fails_if_it_is_missing_malformed_or_made_with_another_key() {
        assertThat(mac.verify("topic", "key", HEADERS, BODY)).isFalse();
        assertThat(mac.verify("topic", "key", with(HEADERS, RecordMac.HEADER, ""), BODY))
                .isFalse();
        assertThat(mac.verify("topic", "key", with(HEADERS, RecordMac.HEADER, "é"), BODY))
                .isFalse();
        assertThat(new RecordMac(key(2)).verify("topic", "key", signed(HEADERS), BODY))
                .isFalse();
    }

    private Map<String, String> signed(Map<String, String> headers) {
        return with(headers, RecordMac.HEADER, mac.compute("topic", "key", headers, BODY));
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        var changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static SecretKeySpec key(int seed) {
        var bytes = new byte[32];
        bytes[0] = (byte) seed;
        return new SecretKeySpec(bytes, "HmacSHA256");
    }
}
