package org.keyledger.kernel.identifier;

import java.util.UUID;
import java.util.regex.Pattern;

/** UUIDs as this product spells them: plain, or as 32 hex digits behind a prefix. Both spellings are read everywhere. */
public final class Identifier {

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{32}");
    private static final Pattern PLAIN =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");

    private Identifier() {}

    /** @throws IllegalArgumentException unless the text is a UUID or the prefix and 32 hex digits */
    public static UUID parse(String prefix, String text) {
        if (PLAIN.matcher(text).matches()) {
            return UUID.fromString(text);
        }
        var digits = text.startsWith(prefix) ? text.substring(prefix.length()) : "";
        if (!HEX.matcher(digits).matches()) {
            throw new IllegalArgumentException("not an id");
        }
        return new UUID(Long.parseUnsignedLong(digits, 0, 16, 16), Long.parseUnsignedLong(digits, 16, 32, 16));
    }

    public static String spell(String prefix, UUID id) {
        return prefix + id.toString().replace("-", "");
    }
}
