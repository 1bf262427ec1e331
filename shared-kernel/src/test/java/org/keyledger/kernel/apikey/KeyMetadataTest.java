package org.keyledger.kernel.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyledger.ledger.annotation.Erased;

@DisplayName("Metadata of an API key")
class KeyMetadataTest {

    @Test
    void keeps_texts_up_to_2048_bytes_in_names_and_values_together() {
        var largest = Map.of("a", "x".repeat(2047));

        assertThat(KeyMetadata.parse(largest).json()).isEqualTo(largest);
        assertThat(KeyMetadata.parse(Map.of("a", "\u00e9".repeat(1023))).json())
                .isEqualTo(Map.of("a", "\u00e9".repeat(1023)));
        assertThat(KeyMetadata.parse(Map.of()).json()).isEqualTo(Map.of());
    }

    @Test
    void normalises_values() {
        assertThat(KeyMetadata.parse(Map.of("a", "e\u0301"))).isEqualTo(KeyMetadata.parse(Map.of("a", "\u00e9")));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void is_refused_outside_its_bounds(Object json) {
        assertThatThrownBy(() -> KeyMetadata.parse(json)).isInstanceOf(IllegalArgumentException.class);
    }

    static Stream<Object> invalid() {
        var nothing = new HashMap<String, Object>();
        nothing.put("a", null);
        return Stream.of(
                "text",
                7,
                List.of("a"),
                nothing,
                Map.of("a", 7),
                Map.of("a", Map.of("b", "c")),
                Map.of("", "no name"),
                Map.of("$sealed", "x"),
                Map.of("a b", "x"),
                Map.of("\u0000erased", "x"),
                Map.of("x".repeat(65), "long name"),
                Map.of("a", "line\nbreak"),
                Map.of("a", Erased.REPLACEMENT),
                Map.of("a", "x".repeat(2048)),
                Map.of("a", "\u00e9".repeat(1024)),
                Map.of("a", "x".repeat(1024), "b", "x".repeat(1023)));
    }

    @Test
    void reads_an_erased_one_from_the_ledger_only() {
        assertThat(KeyMetadata.ofStored(Erased.REPLACEMENT).json()).isEqualTo(Erased.REPLACEMENT);
        assertThat(KeyMetadata.ofStored(Erased.REPLACEMENT)).isNotEqualTo(KeyMetadata.parse(Map.of()));
        assertThat(KeyMetadata.ofStored(Map.of("a", "b"))).isEqualTo(KeyMetadata.parse(Map.of("a", "b")));
    }

    @Test
    void is_hidden_in_logs() {
        assertThat(KeyMetadata.parse(Map.of("a", "person"))).hasToString("KeyMetadata[hidden]");
    }
}
