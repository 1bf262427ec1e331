package org.keyledger.kernel.federation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.regex.Pattern;

/** The name of a provider in paths and settings, such as {@code github}. */
public record ProviderName(@JsonValue String value) {

    /** Also a path segment and, in capitals, a part of a variable's name. */
    private static final Pattern PATTERN = Pattern.compile("[a-z][a-z0-9_]{0,31}");

    /** Sorts by the text of the name. */
    public static final Comparator<ProviderName> BY_VALUE = Comparator.comparing(ProviderName::value);

    /** @throws IllegalArgumentException unless the text has 1 to 32 of {@code a-z0-9_} and starts with a letter */
    public ProviderName {
        if (!PATTERN.matcher(value).matches()) {
            throw new IllegalArgumentException("must have 1 to 32 of a-z, 0-9 and _, and start with a letter");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ProviderName parse(String text) {
        return new ProviderName(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
