package org.keyledger.kernel.session;

import com.fasterxml.jackson.annotation.JsonValue;

/** How a user proved who they are: a value of {@code amr} (RFC 8176, section 2). */
public enum AuthenticationMethod {
    PASSWORD("pwd"),
    /** A code of an authenticator app or a recovery code. */
    ONE_TIME_CODE("otp");

    private final String amr;

    AuthenticationMethod(String amr) {
        this.amr = amr;
    }

    /** The registered name, such as {@code pwd}. */
    @JsonValue
    @Override
    public String toString() {
        return amr;
    }
}
