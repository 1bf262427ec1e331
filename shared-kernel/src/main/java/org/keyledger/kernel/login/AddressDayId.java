package org.keyledger.kernel.login;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Id of what happened at one e-mail address on one day, with or without an account: an HMAC under the day's key, base64url. Once that key is
 * destroyed, the id cannot be computed from the address.
 */
public record AddressDayId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static AddressDayId parse(String value) {
        return new AddressDayId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
