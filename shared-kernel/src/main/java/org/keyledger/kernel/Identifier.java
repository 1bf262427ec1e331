package org.keyledger.kernel;

import java.util.HexFormat;
import java.util.UUID;

/** Parses and formats UUIDs: plain, or as 32 hex digits after a prefix. Both forms are accepted everywhere. */
public final class Identifier {

    private static final int PLAIN_LENGTH = 36;
    private static final int HEX_LENGTH = 32;
    private static final int FIRST_HYPHEN = 8;

    private Identifier() {}

    /** @throws IllegalArgumentException unless the text is a UUID or the prefix and 32 hex digits */
    public static UUID parse(String prefix, String text) {
        return text.length() == PLAIN_LENGTH && text.charAt(FIRST_HYPHEN) == '-'
                ? parsePlain(prefix, text)
                : parseHex(prefix, text);
    }

    /** Stricter than {@link UUID#fromString}, which also accepts groups of other lengths. */
    private static UUID parsePlain(String prefix, String text) {
        var id = UUID.fromString(text);
        if (!id.toString().equalsIgnoreCase(text)) {
            throw toInvalidIdException(prefix);
        }
        return id;
    }

    private static UUID parseHex(String prefix, String text) {
        var from = prefix.length();
        if (!text.startsWith(prefix) || text.length() != from + HEX_LENGTH) {
            throw toInvalidIdException(prefix);
        }
        var middle = from + HEX_LENGTH / 2;
        return new UUID(
                HexFormat.fromHexDigitsToLong(text, from, middle),
                HexFormat.fromHexDigitsToLong(text, middle, text.length()));
    }

    private static IllegalArgumentException toInvalidIdException(String prefix) {
        return new IllegalArgumentException(
                prefix.isEmpty()
                        ? "must be a UUID or 32 hex digits"
                        : "must be a UUID or " + prefix + " and 32 hex digits");
    }

    public static String format(String prefix, UUID id) {
        var hex = HexFormat.of();
        return prefix + hex.toHexDigits(id.getMostSignificantBits()) + hex.toHexDigits(id.getLeastSignificantBits());
    }
}
