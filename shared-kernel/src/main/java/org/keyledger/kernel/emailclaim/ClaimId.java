package org.keyledger.kernel.emailclaim;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.keyledger.kernel.identifier.Identifier;

/** Names a claim to an address: a random UUID, so that it tells nothing of the address. */
public record ClaimId(UUID value) {

    /** @throws IllegalArgumentException unless it is one, in either spelling */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static ClaimId parse(String text) {
        return new ClaimId(Identifier.parse("", text));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
