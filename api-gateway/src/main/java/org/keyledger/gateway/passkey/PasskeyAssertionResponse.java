package org.keyledger.gateway.passkey;

import java.util.Base64;
import org.keyledger.kernel.passkey.PasskeyCredentialId;

/**
 * What an authenticator returns at a log-in ({@code AuthenticatorAssertionResponse} of WebAuthn Level 3, section 5.2.2), each
 * field in base64url. Its contents are not trusted before they are verified.
 */
public record PasskeyAssertionResponse(
        PasskeyCredentialId credential,
        String clientData,
        String authenticatorData,
        String signature,
        String userHandle) {

    byte[] clientDataBytes() {
        return Base64.getUrlDecoder().decode(clientData);
    }

    byte[] authenticatorDataBytes() {
        return Base64.getUrlDecoder().decode(authenticatorData);
    }

    byte[] signatureBytes() {
        return Base64.getUrlDecoder().decode(signature);
    }

    byte[] userHandleBytes() {
        return Base64.getUrlDecoder().decode(userHandle);
    }

    /** Hidden: the signature logs in until it is used. */
    @Override
    public String toString() {
        return "PasskeyAssertionResponse[hidden]";
    }
}
