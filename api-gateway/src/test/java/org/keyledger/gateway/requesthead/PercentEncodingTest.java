package org.keyledger.gateway.requesthead;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Percent-encoded text")
class PercentEncodingTest {

    @Test
    void is_decoded_to_what_was_encoded() {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++) {
            var text = random.ints(random.nextInt(20), 1, 0x2FFFF)
                    .filter(point -> Character.getType(point) != Character.SURROGATE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();

            assertThat(PercentEncoding.decodeForm(URLEncoder.encode(text, UTF_8)))
                    .isEqualTo(text);
        }
        assertThat(PercentEncoding.decode("a+%c3%A4")).isEqualTo("a+ä");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%",
                "%4",
                "%zz",
                "%4g",
                "%-1",
                "%+1",
                "%ff",
                "%c3",
                "%c3%28",
                "%c0%80",
                "%ed%a0%80",
                "a%f5%80%80%80"
            })
    void is_refused_if_it_is_malformed(String text) {
        assertThatThrownBy(() -> PercentEncoding.decode(text)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PercentEncoding.decodeForm(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
