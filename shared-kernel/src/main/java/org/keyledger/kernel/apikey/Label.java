package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.keyledger.kernel.UnicodeText;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.StoredCreator;

/**
 * The name that a key's owner gives it: 1 to 100 code points, NFC, no control or invisible characters.
 */
public record Label(@JsonValue String value) {

    private static final int MAX_LENGTH = 100;

    /** In UTF-16 code units before normalisation. */
    private static final int MAX_INPUT_LENGTH = 4 * MAX_LENGTH;

    /** @throws IllegalArgumentException unless the text has 1 to 100 code points, none of them control or invisible */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Label parse(String text) {
        if (text.length() > MAX_INPUT_LENGTH) {
            throw toInvalidLabelException();
        }
        var label = UnicodeText.toNfc(text).strip();
        var length = label.codePointCount(0, label.length());
        if (length < 1 || length > MAX_LENGTH || UnicodeText.hasControlOrInvisible(label)) {
            throw toInvalidLabelException();
        }
        return new Label(label);
    }

    @StoredCreator
    static Label ofStored(String text) {
        return new Label(text);
    }

    private static IllegalArgumentException toInvalidLabelException() {
        return new IllegalArgumentException(
                "must have 1 to " + MAX_LENGTH + " characters, none of them a control or invisible character");
    }

    public boolean isErased() {
        return value.equals(Erased.REPLACEMENT);
    }

    /** Hidden: it can identify a person. */
    @Override
    public String toString() {
        return "Label[hidden]";
    }
}
