package org.keyledger.kernel.passkey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Base64;
import org.keyledger.kernel.Digest;
import org.keyledger.ledger.annotation.Erased;
import org.keyledger.ledger.annotation.StoredCreator;

/**
 * The id that an authenticator has given a credential (WebAuthn Level 3, section 4, "Credential ID"): 16 to 1023 bytes that
 * are random or encrypted, in base64url without padding.
 */
public record PasskeyCredentialId(@JsonValue String value) {

    private static final int MIN_BYTES = 16;
    private static final int MAX_BYTES = 1023;

    /** @throws IllegalArgumentException unless the text is 16 to 1023 bytes in base64url without padding */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static PasskeyCredentialId parse(String text) {
        return of(Base64.getUrlDecoder().decode(text));
    }

    /** @throws IllegalArgumentException unless there are 16 to 1023 bytes */
    public static PasskeyCredentialId of(byte[] bytes) {
        if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException("must be " + MIN_BYTES + " to " + MAX_BYTES + " bytes in base64url");
        }
        return new PasskeyCredentialId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @StoredCreator
    static PasskeyCredentialId ofStored(String text) {
        return new PasskeyCredentialId(text);
    }

    public boolean isErased() {
        return value.equals(Erased.REPLACEMENT);
    }

    public byte[] bytes() {
        return Base64.getUrlDecoder().decode(value);
    }

    /** SHA-256 of the id, from which the id cannot be derived because it is random. */
    public Digest digest() {
        return Digest.of(value);
    }

    /** Hidden: in a log it would link requests of the same person. */
    @Override
    public String toString() {
        return "PasskeyCredentialId[hidden]";
    }
}
