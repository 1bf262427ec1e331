package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.text.Normalizer;

/**
 * The name that a key's owner gives it: 1 to 100 code points, NFC, no control characters. Published, so not for
 * personal data.
 */
public record Label(@JsonValue String value) {

    private static final int MAX_LENGTH = 100;

    /** @throws IllegalArgumentException unless the text has 1 to 100 code points and no control character */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Label parse(String text) {
        var label = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        var length = label.codePointCount(0, label.length());
        if (length < 1 || length > MAX_LENGTH || label.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "must have 1 to " + MAX_LENGTH + " characters, none of them a control character");
        }
        return new Label(label);
    }

    @Override
    public String toString() {
        return value;
    }
}
