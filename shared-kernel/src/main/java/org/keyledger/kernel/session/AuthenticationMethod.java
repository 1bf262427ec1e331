package org.keyledger.kernel.session;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * How a user proved who they are: a value of {@code amr}. {@code pwd}, {@code otp} and {@code pop} are registered (RFC
 * 8176, section 2), the others are not.
 */
public enum AuthenticationMethod {
    PASSWORD("pwd"),
    /** A code of an authenticator app or a recovery code. */
    ONE_TIME_CODE("otp"),
    /** A link or code that was mailed to the verified address. */
    MAILED_LINK("email"),
    /** A log-in at an identity provider, which has said when it was. */
    FEDERATED("fed"),
    /** The signature of a passkey, with user verification. */
    PASSKEY("pop"),
    /** An identity that a provider confirmed without saying when the person logged in there: perhaps long ago. */
    FEDERATED_SESSION("sso");

    private final String amr;

    AuthenticationMethod(String amr) {
        this.amr = amr;
    }

    /** Whether the person was present at the time of the authentication. */
    public boolean provesPresence() {
        return this != FEDERATED_SESSION;
    }

    /** The name, such as {@code pwd}. */
    @JsonValue
    @Override
    public String toString() {
        return amr;
    }
}
