package org.keyledger.kernel.user;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.keyledger.kernel.Identifier;

/** Id of a user: a UUIDv7. */
public record UserId(UUID value) {

    /** @throws IllegalArgumentException unless the text is a UUID or 32 hex digits */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static UserId parse(String text) {
        return new UserId(Identifier.parse("", text));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
