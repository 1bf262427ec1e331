package org.keyledger.kernel;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterEnums.ECharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;

/**
 * Normalises text of requests. The tables are those of ICU and not of the JVM, so that all nodes agree on what is the
 * same text.
 */
public final class UnicodeText {

    /** UAX 15, section 13 (Stream-Safe Text Format). Normalising a longer run takes quadratic time. */
    private static final int MAX_COMBINING_MARKS = 30;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private UnicodeText() {}

    /** @throws IllegalArgumentException if the text has more than 30 combining marks in a row */
    public static String toNfc(String text) {
        return normalise(Normalizer2.getNFCInstance(), text);
    }

    /** @throws IllegalArgumentException if the text has more than 30 combining marks in a row */
    public static String toNfkc(String text) {
        return normalise(Normalizer2.getNFKCInstance(), text);
    }

    /** Full case folding, which does not depend on the neighbours of a letter: all three sigmas are one. */
    public static String foldCase(String text) {
        return UCharacter.foldCase(text, true);
    }

    /**
     * Whether the text contains a control, a line or paragraph separator, or a character that is invisible by itself.
     * The joiners of scripts and emoji and variation selectors are not among them.
     */
    public static boolean hasControlOrInvisible(String text) {
        return text.codePoints()
                .anyMatch(point -> !isJoiner(point)
                        && !UCharacter.hasBinaryProperty(point, UProperty.VARIATION_SELECTOR)
                        && isControlOrInvisible(point));
    }

    /** Whether the character is a zero width joiner or non-joiner. */
    public static boolean isJoiner(int codePoint) {
        return codePoint == ZERO_WIDTH_NON_JOINER || codePoint == ZERO_WIDTH_JOINER;
    }

    /** Whether the character is a control, a separator of lines, or invisible; joiners and selectors included. */
    public static boolean isControlOrInvisible(int codePoint) {
        return switch (UCharacter.getType(codePoint)) {
            case ECharacterCategory.CONTROL,
                    ECharacterCategory.FORMAT,
                    ECharacterCategory.LINE_SEPARATOR,
                    ECharacterCategory.PARAGRAPH_SEPARATOR -> true;
            default -> UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
        };
    }

    private static String normalise(Normalizer2 form, String text) {
        var marks = 0;
        for (var i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            marks = isMark(text.codePointAt(i)) ? marks + 1 : 0;
            if (marks > MAX_COMBINING_MARKS) {
                throw new IllegalArgumentException(
                        "must not have more than " + MAX_COMBINING_MARKS + " combining marks in a row");
            }
        }
        return form.normalize(text);
    }

    private static boolean isMark(int codePoint) {
        return switch (UCharacter.getType(codePoint)) {
            case ECharacterCategory.NON_SPACING_MARK,
                    ECharacterCategory.COMBINING_SPACING_MARK,
                    ECharacterCategory.ENCLOSING_MARK -> true;
            default -> false;
        };
    }
}
