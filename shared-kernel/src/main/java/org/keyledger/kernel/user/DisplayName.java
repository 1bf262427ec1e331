package org.keyledger.kernel.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.keyledger.kernel.UnicodeText;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.StoredCreator;

/** The name by which a user wants to be addressed: 1 to 200 code points, NFC, no control or invisible characters. */
public record DisplayName(@JsonValue String value) {

    private static final int MAX_LENGTH = 200;

    /** In UTF-16 code units before normalisation. */
    private static final int MAX_INPUT_LENGTH = 4 * MAX_LENGTH;

    /** @throws IllegalArgumentException unless the text has 1 to 200 code points, none of them control or invisible */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static DisplayName parse(String text) {
        if (text.length() > MAX_INPUT_LENGTH) {
            throw toInvalidNameException();
        }
        var name = UnicodeText.toNfc(text).strip();
        var length = name.codePointCount(0, name.length());
        if (length < 1 || length > MAX_LENGTH || UnicodeText.hasControlOrInvisible(name)) {
            throw toInvalidNameException();
        }
        return new DisplayName(name);
    }

    @StoredCreator
    static DisplayName ofStored(String text) {
        return new DisplayName(text);
    }

    private static IllegalArgumentException toInvalidNameException() {
        return new IllegalArgumentException(
                "must have 1 to " + MAX_LENGTH + " characters, none of them a control or invisible character");
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
