package org.keyledger.gateway.page;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The colour of buttons and links, as custom properties of the stylesheet for both themes. Its contrast to the ground is at
 * least 4.5:1 in each (WCAG 2.2, 1.4.3).
 *
 * @param rgb 24 bits
 */
record BrandColor(int rgb) {

    private static final Pattern FORM = Pattern.compile("#[0-9a-fA-F]{6}");
    private static final int WHITE = 0xffffff;
    /** The lightest ground of the dark theme, {@code --raised} in {@code page.css}. */
    private static final int DARK_GROUND = 0x252b36;

    private static final int INK_ON_LIGHT_SHADE = 0x0b1020;
    private static final double MIN_CONTRAST = 4.5;
    private static final int STEPS = 20;
    private static final int[] SHIFTS = {16, 8, 0};

    /** Empty unless it is a colour with a sufficient contrast to white. */
    static Optional<BrandColor> parse(String text) {
        return FORM.matcher(text).matches()
                ? Optional.of(new BrandColor(Integer.parseInt(text.substring(1), 16)))
                        .filter(color -> contrast(color.rgb, WHITE) >= MIN_CONTRAST)
                : Optional.empty();
    }

    /** Sets {@code --accent} and {@code --on-accent}. */
    String css() {
        return ":root{--accent:%s;--on-accent:#fff}@media(prefers-color-scheme:dark){:root{--accent:%s;--on-accent:%s}}"
                .formatted(hex(rgb), hex(darkShade()), hex(INK_ON_LIGHT_SHADE));
    }

    /** The first shade, mixed with more and more white, that can be read on the grounds of the dark theme. */
    private int darkShade() {
        return IntStream.rangeClosed(0, STEPS)
                .map(this::lighter)
                .filter(shade -> contrast(shade, DARK_GROUND) >= MIN_CONTRAST
                        && contrast(shade, INK_ON_LIGHT_SHADE) >= MIN_CONTRAST)
                .findFirst()
                .orElse(WHITE);
    }

    private int lighter(int step) {
        var shade = 0;
        for (var shift : SHIFTS) {
            var part = (rgb >> shift) & 0xff;
            shade |= (part + (0xff - part) * step / STEPS) << shift;
        }
        return shade;
    }

    /** The contrast ratio of WCAG 2.2. */
    static double contrast(int one, int other) {
        var lighter = Math.max(luminance(one), luminance(other));
        var darker = Math.min(luminance(one), luminance(other));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
    }

    private static double linear(int part) {
        var value = (part & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static String hex(int rgb) {
        return String.format(Locale.ROOT, "#%06x", rgb);
    }
}
