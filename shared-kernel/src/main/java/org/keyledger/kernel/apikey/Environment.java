package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The environment that a key is meant for. */
public enum Environment {
    LIVE,
    TEST;

    /** Lower case, as in key prefixes and responses. */
    @JsonValue
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
