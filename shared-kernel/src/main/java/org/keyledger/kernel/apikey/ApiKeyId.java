package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.keyledger.kernel.Identifier;

/** Id of an API key: a UUIDv7, written as {@code key_} and 32 hex digits. */
public record ApiKeyId(UUID value) {

    private static final String PREFIX = "key_";

    /** @throws IllegalArgumentException unless the text is {@code key_} and 32 hex digits, or a UUID */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ApiKeyId parse(String text) {
        return new ApiKeyId(Identifier.parse(PREFIX, text));
    }

    @JsonValue
    @Override
    public String toString() {
        return Identifier.format(PREFIX, value);
    }
}
