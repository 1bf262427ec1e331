package org.keyledger.kernel.login;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Id of the failed log-ins at one address on one day: an HMAC under the day's key, base64url. Once that key is
 * destroyed, the id cannot be computed from the address.
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
