package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a key is meant to be used. */
public enum Environment {
    LIVE,
    TEST;

    /** As in a key's prefix and in answers. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
