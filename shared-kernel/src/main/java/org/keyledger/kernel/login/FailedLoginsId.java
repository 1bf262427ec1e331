package org.keyledger.kernel.login;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Names the failures at one address on one day: an HMAC under the day's key, base64url. Once that key is destroyed nothing
 * leads from an address to it.
 */
public record FailedLoginsId(@JsonValue String value) {

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static FailedLoginsId parse(String value) {
        return new FailedLoginsId(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
