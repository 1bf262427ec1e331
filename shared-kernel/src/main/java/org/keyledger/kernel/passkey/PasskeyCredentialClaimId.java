package org.keyledger.kernel.passkey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Id of the claim to a credential id: it follows from SHA-256 of the credential id. */
public record PasskeyCredentialClaimId(@JsonValue String value) {

    private static final String PREFIX = "passkey-credential-";

    public static PasskeyCredentialClaimId of(PasskeyCredentialId credential) {
        return new PasskeyCredentialClaimId(PREFIX + credential.digest().encoded());
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static PasskeyCredentialClaimId ofStored(String text) {
        return new PasskeyCredentialClaimId(text);
    }

    @Override
    public String toString() {
        return value;
    }
}
