package org.keyledger.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The brand color of pages")
class BrandColorTest {

    private static final Pattern SHADES = Pattern.compile("--accent:#([0-9a-f]{6});--on-accent:#([0-9a-f]{3,6})");
    private static final int DARK_RAISED = 0x252b36;
    private static final int DARK_CARD = 0x181c24;

    @ParameterizedTest
    @ValueSource(strings = {"#3a4bd8", "#000000", "#b3261e", "#146c3a", "#0000ff", "#5c4a00", "#767676"})
    void can_be_read_in_both_themes(String text) {
        var shades = SHADES.matcher(BrandColor.parse(text).orElseThrow().css());

        assertThat(shades.find()).isTrue();
        assertThat(BrandColor.contrast(hex(shades.group(1)), 0xffffff)).isGreaterThanOrEqualTo(4.5);
        assertThat(shades.find()).isTrue();
        var dark = hex(shades.group(1));
        assertThat(BrandColor.contrast(dark, DARK_RAISED)).isGreaterThanOrEqualTo(4.5);
        assertThat(BrandColor.contrast(dark, DARK_CARD)).isGreaterThanOrEqualTo(4.5);
        assertThat(BrandColor.contrast(dark, hex(shades.group(2)))).isGreaterThanOrEqualTo(4.5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "blue", "#fff", "#ffff00", "#777777", "#3a4bd8;", "#3a4bd8 "})
    void is_refused_if_it_is_no_color_or_too_light(String text) {
        assertThat(BrandColor.parse(text)).isEmpty();
    }

    @Test
    void has_the_contrast_of_wcag() {
        assertThat(BrandColor.contrast(0, 0xffffff)).isEqualTo(21.0);
        assertThat(BrandColor.contrast(0x777777, 0xffffff)).isBetween(4.47, 4.48);
    }

    private static int hex(String digits) {
        return Integer.parseInt(digits, 16);
    }
}
