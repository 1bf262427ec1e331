package org.keyledger.kernel.passkey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.keyledger.kernel.Identifier;

/** Id of a passkey in this service: a UUIDv7. Authenticators know the passkey by its {@link PasskeyCredentialId}. */
public record PasskeyId(UUID value) {

    /** @throws IllegalArgumentException unless the text is a UUID or 32 hex digits */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static PasskeyId parse(String text) {
        return new PasskeyId(Identifier.parse("", text));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
