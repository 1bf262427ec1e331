package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** All of a key before its dot, {@code <brand>_<env>_<id>}: public, unique, and what a presented key is found by. */
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
