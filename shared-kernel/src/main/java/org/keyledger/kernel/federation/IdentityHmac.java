package org.keyledger.kernel.federation;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.StoredCreator;

/**
 * HMAC-SHA-256 of issuer and subject under the service's own key, base64url: equal for equal identities and not
 * reversible.
 */
public record IdentityHmac(@JsonValue String value) {

    /** @throws IllegalArgumentException if the text replaces an erased HMAC */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static IdentityHmac parse(String value) {
        if (value.equals(Erased.REPLACEMENT)) {
            throw new IllegalArgumentException("must be an HMAC in base64url");
        }
        return new IdentityHmac(value);
    }

    @StoredCreator
    static IdentityHmac ofStored(String value) {
        return new IdentityHmac(value);
    }

    public boolean isErased() {
        return value.equals(Erased.REPLACEMENT);
    }

    /** Hidden: in a log it would link requests of the same person. */
    @Override
    public String toString() {
        return "IdentityHmac[hidden]";
    }
}
