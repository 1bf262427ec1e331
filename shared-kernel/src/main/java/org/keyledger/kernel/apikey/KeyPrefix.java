package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * The part of a key before its dot, {@code <brand>_<env>_<id>}: public and unique; a presented key is looked up by it.
 */
public record KeyPrefix(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static KeyPrefix parse(String value) {
        return new KeyPrefix(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
