package org.keyledger.kernel.emailclaim;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.keyledger.ledger.annotation.Erased;

/**
 * HMAC-SHA-256 of a normalised address under the service's own key, base64url: equal for equal addresses and not
 * reversible.
 */
public record EmailHmac(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EmailHmac parse(String value) {
        return new EmailHmac(value);
    }

    public boolean isErased() {
        return value.equals(Erased.REPLACEMENT);
    }

    /** Hidden: in a log it would link requests of the same person. */
    @Override
    public String toString() {
        return "EmailHmac[hidden]";
    }
}
