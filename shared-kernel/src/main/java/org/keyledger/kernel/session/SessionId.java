package org.keyledger.kernel.session;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.keyledger.kernel.Identifier;

/** Id of a session: a UUIDv7. */
public record SessionId(UUID value) {

    /** @throws IllegalArgumentException unless the text is a UUID or 32 hex digits */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static SessionId parse(String text) {
        return new SessionId(Identifier.parse("", text));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
