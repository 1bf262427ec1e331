package org.keyledger.kernel.emailclaim;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.UUID;
import org.keyledger.kernel.Identifier;

/** Id of a claim to an address: a random UUID, from which the address cannot be derived. */
public record EmailClaimId(UUID value) {

    /** @throws IllegalArgumentException unless the text is a UUID or 32 hex digits */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EmailClaimId parse(String text) {
        return new EmailClaimId(Identifier.parse("", text));
    }

    @JsonValue
    @Override
    public String toString() {
        return value.toString();
    }
}
