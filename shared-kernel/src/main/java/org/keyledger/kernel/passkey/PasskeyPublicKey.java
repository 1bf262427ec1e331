package org.keyledger.kernel.passkey;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Base64;
import org.keyledger.ledger.annotation.StoredCreator;

/**
 * The public key that verifies the assertions of a passkey: a COSE_Key (RFC 9052, section 7) with its algorithm, in
 * base64url without padding. Erased keys verify nothing.
 */
public record PasskeyPublicKey(@JsonValue String cose) {

    /** @throws IllegalArgumentException unless the text is base64url */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static PasskeyPublicKey parse(String text) {
        return of(Base64.getUrlDecoder().decode(text));
    }

    public static PasskeyPublicKey of(byte[] cose) {
        return new PasskeyPublicKey(Base64.getUrlEncoder().withoutPadding().encodeToString(cose));
    }

    @StoredCreator
    static PasskeyPublicKey ofStored(String text) {
        return new PasskeyPublicKey(text);
    }

    public byte[] bytes() {
        return Base64.getUrlDecoder().decode(cose);
    }

    /** Hidden: in a log it would link requests of the same person. */
    @Override
    public String toString() {
        return "PasskeyPublicKey[hidden]";
    }
}
