package org.keyledger.kernel.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.text.Normalizer;
import org.keyledger.ledger.annotation.Erased;

/** The name by which a user wants to be addressed: 1 to 200 code points, NFC, no control characters. */
public record DisplayName(@JsonValue String value) {

    private static final int MAX_LENGTH = 200;

    /** @throws IllegalArgumentException unless the text has 1 to 200 code points and no control character */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static DisplayName parse(String text) {
        if (text.equals(Erased.REPLACEMENT)) {
            return new DisplayName(text);
        }
        var name = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        var length = name.codePointCount(0, name.length());
        if (length < 1 || length > MAX_LENGTH || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "must have 1 to " + MAX_LENGTH + " characters, none of them a control character");
        }
        return new DisplayName(name);
    }

    public boolean isErased() {
        return value.equals(Erased.REPLACEMENT);
    }

    /** Hidden: a name in a log would outlive the user's erasure. */
    @Override
    public String toString() {
        return "DisplayName[hidden]";
    }
}
