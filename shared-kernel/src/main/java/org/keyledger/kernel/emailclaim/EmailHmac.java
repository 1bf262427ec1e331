package org.keyledger.kernel.emailclaim;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import org.keyledger.ledger.annotation.Erased;

/** HMAC-SHA-256 of a normalised address under the service's own key, base64url: tells equal addresses, not which. */
public record EmailHmac(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EmailHmac parse(String value) {
        return new EmailHmac(value);
    }

    public boolean isErased() {
        return value.equals(Erased.REPLACEMENT);
    }

    /** Hidden: it tells in a log that two requests were about one person. */
    @Override
    public String toString() {
        return "EmailHmac[hidden]";
    }
}
