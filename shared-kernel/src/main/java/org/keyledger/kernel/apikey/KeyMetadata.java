package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.keyledger.kernel.UnicodeText;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.StoredCreator;

/**
 * What the owner of a key notes about it: texts by name, at most 2,048 bytes of UTF-8 in names and values together. A name
 * is 1 to 64 letters, digits and {@code _ . : -}; a value is NFC without control or invisible characters.
 */
public final class KeyMetadata {

    private static final int MAX_BYTES = 2048;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:-]{0,63}");
    private static final KeyMetadata ERASED = new KeyMetadata(new TreeMap<>(), true);

    private final Map<String, String> texts;
    private final boolean erased;

    private KeyMetadata(TreeMap<String, String> texts, boolean erased) {
        this.texts = Collections.unmodifiableMap(texts);
        this.erased = erased;
    }

    /**
     * @param json an object with strings
     * @throws IllegalArgumentException unless it is one, within the bounds
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static KeyMetadata parse(Object json) {
        if (!(json instanceof Map<?, ?> members)) {
            throw new IllegalArgumentException("must be an object whose values are strings");
        }
        var texts = new TreeMap<String, String>();
        var bytes = 0;
        for (var member : members.entrySet()) {
            var name = name(member.getKey());
            var value = value(member.getValue(), MAX_BYTES - bytes - name.length());
            bytes += name.length() + value.getBytes(StandardCharsets.UTF_8).length;
            texts.put(name, value);
        }
        if (bytes > MAX_BYTES) {
            throw toTooLongException();
        }
        return new KeyMetadata(texts, false);
    }

    @StoredCreator
    static KeyMetadata ofStored(Object json) {
        return json.equals(Erased.REPLACEMENT) ? ERASED : parse(json);
    }

    private static String name(Object name) {
        if (name instanceof String text && NAME.matcher(text).matches()) {
            return text;
        }
        throw new IllegalArgumentException(
                "must have names of 1 to 64 letters, digits, underscores, dots, colons and hyphens");
    }

    private static String value(Object value, int maxLength) {
        if (!(value instanceof String text)) {
            throw new IllegalArgumentException("must be an object whose values are strings");
        }
        if (text.length() > maxLength) {
            throw toTooLongException();
        }
        var normalised = UnicodeText.toNfc(text);
        if (UnicodeText.hasControlOrInvisible(normalised)) {
            throw new IllegalArgumentException("must not contain control or invisible characters");
        }
        return normalised;
    }

    private static IllegalArgumentException toTooLongException() {
        return new IllegalArgumentException("must have at most " + MAX_BYTES + " bytes in names and values together");
    }

    /** An object with strings, as {@link #parse} reads it. */
    @JsonValue
    public Object json() {
        return erased ? Erased.REPLACEMENT : texts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyMetadata metadata && texts.equals(metadata.texts) && erased == metadata.erased;
    }

    @Override
    public int hashCode() {
        return texts.hashCode();
    }

    /** Hidden: it can identify a person. */
    @Override
    public String toString() {
        return "KeyMetadata[hidden]";
    }
}
