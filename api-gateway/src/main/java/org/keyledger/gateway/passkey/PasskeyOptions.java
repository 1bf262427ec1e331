package org.keyledger.gateway.passkey;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** Options of ceremonies, as {@code PublicKeyCredential.parse…OptionsFromJSON} reads them (WebAuthn Level 3, section 5.1). */
public interface PasskeyOptions {

    /** {@code id} is that of the relying party in {@code rp}; bytes are base64url without padding; milliseconds. */
    record Creation(
            Entity rp,
            User user,
            String challenge,
            @JsonProperty("pubKeyCredParams") List<Algorithm> algorithms,
            long timeout,
            @JsonProperty("excludeCredentials") List<Descriptor> excluded,
            @JsonProperty("authenticatorSelection") Selection selection,
            String attestation)
            implements PasskeyOptions {}

    /** Without a list of credentials: the authenticator shows those that it has for this service. */
    record Request(
            String challenge,
            long timeout,
            @JsonProperty("rpId") String relyingParty,
            @JsonProperty("userVerification") String userVerification)
            implements PasskeyOptions {}

    record Entity(String id, String name) {}

    record User(
            String id,
            String name,
            @JsonProperty("displayName") String displayName) {}

    record Algorithm(String type, long alg) {}

    record Descriptor(String type, String id) {}

    record Selection(
            @JsonProperty("residentKey") String residentKey,
            @JsonProperty("requireResidentKey") boolean residentKeyRequired,
            @JsonProperty("userVerification") String userVerification) {}
}
