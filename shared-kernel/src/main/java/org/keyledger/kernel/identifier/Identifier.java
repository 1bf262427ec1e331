package org.keyledger.kernel.identifier;

import java.util.HexFormat;
import java.util.UUID;

/** UUIDs as this product spells them: plain, or as 32 hex digits behind a prefix. Both spellings are read everywhere. */
public final class Identifier {

    private static final int PLAIN_LENGTH = 36;
    private static final int HEX_LENGTH = 32;
    private static final int FIRST_HYPHEN = 8;

    private Identifier() {}

    /** @throws IllegalArgumentException unless the text is a UUID or the prefix and 32 hex digits */
    public static UUID parse(String prefix, String text) {
        return text.length() == PLAIN_LENGTH && text.charAt(FIRST_HYPHEN) == '-' ? plain(text) : hex(prefix, text);
    }

    /** The JDK takes ids with digits too few and too many; only what it would write itself is one here. */
    private static UUID plain(String text) {
        var id = UUID.fromString(text);
        if (!id.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException("not an id");
        }
        return id;
    }

    private static UUID hex(String prefix, String text) {
        var from = prefix.length();
        if (!text.startsWith(prefix) || text.length() != from + HEX_LENGTH) {
            throw new IllegalArgumentException("not an id");
        }
        var middle = from + HEX_LENGTH / 2;
        return new UUID(
                HexFormat.fromHexDigitsToLong(text, from, middle),
                HexFormat.fromHexDigitsToLong(text, middle, text.length()));
    }

    public static String format(String prefix, UUID id) {
        return prefix + id.toString().replace("-", "");
    }
}
