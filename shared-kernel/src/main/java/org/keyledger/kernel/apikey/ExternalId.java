package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.keyledger.kernel.UnicodeText;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.StoredCreator;

/**
 * The id of something in the owner's own system that a key belongs to: 1 to 200 code points, NFC, no control or invisible
 * characters. Several keys can have the same one.
 */
public record ExternalId(@JsonValue String value) {

    private static final int MAX_LENGTH = 200;

    /** In UTF-16 code units before normalisation. */
    private static final int MAX_INPUT_LENGTH = 4 * MAX_LENGTH;

    /** @throws IllegalArgumentException unless the text has 1 to 200 code points, none of them control or invisible */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ExternalId parse(String text) {
        if (text.length() > MAX_INPUT_LENGTH) {
            throw toInvalidIdException();
        }
        var id = UnicodeText.toNfc(text).strip();
        var length = id.codePointCount(0, id.length());
        if (length < 1 || length > MAX_LENGTH || UnicodeText.hasControlOrInvisible(id)) {
            throw toInvalidIdException();
        }
        return new ExternalId(id);
    }

    @StoredCreator
    static ExternalId ofStored(String text) {
        return new ExternalId(text);
    }

    private static IllegalArgumentException toInvalidIdException() {
        return new IllegalArgumentException(
                "must have 1 to " + MAX_LENGTH + " characters, none of them a control or invisible character");
    }

    public boolean isErased() {
        return value.equals(Erased.REPLACEMENT);
    }

    /** Hidden: it can identify a person. */
    @Override
    public String toString() {
        return "ExternalId[hidden]";
    }
}
