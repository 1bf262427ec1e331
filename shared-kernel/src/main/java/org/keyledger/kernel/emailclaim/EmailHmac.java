package org.keyledger.kernel.emailclaim;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.StoredCreator;

/**
 * HMAC-SHA-256 of a normalised address under the service's own key, base64url: equal for equal addresses and not
 * reversible.
 */
public record EmailHmac(@JsonValue String value) {

    /** @throws IllegalArgumentException if the text replaces an erased HMAC */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EmailHmac parse(String value) {
        if (value.equals(Erased.REPLACEMENT)) {
            throw new IllegalArgumentException("must be an HMAC in base64url");
        }
        return new EmailHmac(value);
    }

    @StoredCreator
    static EmailHmac ofStored(String value) {
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
