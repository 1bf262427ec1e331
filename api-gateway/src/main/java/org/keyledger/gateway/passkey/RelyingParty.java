package org.keyledger.gateway.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.CollectedClientData;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import com.webauthn4j.util.exception.WebAuthnException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.passkey.AuthenticatorState;
import org.keyledger.kernel.passkey.PasskeyCredentialId;
import org.keyledger.kernel.passkey.PasskeyPublicKey;
import org.keyledger.kernel.passkey.RegisteredPasskey;

/**
 * This service as a relying party of WebAuthn: its id is the host of {@code PUBLIC_URL}, and only pages of its origin
 * may use passkeys. Verifies responses of authenticators with user verification; attestation is not requested.
 */
final class RelyingParty {

    /** COSE algorithms in order of preference: ES256, EdDSA and RS256. */
    static final List<Long> ALGORITHMS = Stream.of(
                    COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256)
            .map(COSEAlgorithmIdentifier::getValue)
            .toList();

    private static final List<PublicKeyCredentialParameters> PARAMETERS = ALGORITHMS.stream()
            .map(algorithm -> new PublicKeyCredentialParameters(
                    PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.create(algorithm)))
            .toList();

    private static final int AAGUID_BYTES = 16;

    private final ObjectConverter objects = new ObjectConverter();
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(objects);
    private final AttestedCredentialDataConverter credentials = new AttestedCredentialDataConverter(objects);
    private final String id;
    private final String origin;

    RelyingParty(PublicSettings settings) {
        this.id = settings.publicUrl().getHost().toLowerCase(Locale.ROOT);
        this.origin = settings.origin();
    }

    String id() {
        return id;
    }

    /** What the authenticator has created. */
    record CreatedCredential(PasskeyCredentialId id, PasskeyPublicKey publicKey, AuthenticatorState state) {}

    /** Verifies a registration (WebAuthn Level 3, section 7.1); empty if it is not valid. */
    Optional<CreatedCredential> verifyRegistration(
            byte[] clientData, byte[] attestationObject, Predicate<byte[]> challenge) {
        try {
            var parsed = manager.parse(new RegistrationRequest(attestationObject, clientData));
            var presented = presented(parsed.getCollectedClientData());
            if (!challenge.test(presented)) {
                return Optional.empty();
            }
            var verified =
                    manager.verify(parsed, new RegistrationParameters(server(presented), PARAMETERS, true, true));
            var data = verified.getAttestationObject().getAuthenticatorData();
            return Optional.of(new CreatedCredential(
                    PasskeyCredentialId.of(data.getAttestedCredentialData().getCredentialId()),
                    publicKey(data.getAttestedCredentialData()),
                    new AuthenticatorState(data.getSignCount(), data.isFlagBE(), data.isFlagBS())));
        } catch (WebAuthnException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * Verifies an assertion (WebAuthn Level 3, section 7.2) except its counter, which is compared with the ledger; empty if
     * it is not valid.
     */
    Optional<AuthenticatorState> verifyAssertion(
            RegisteredPasskey passkey, PasskeyAssertionResponse response, Predicate<byte[]> challenge) {
        try {
            var parsed = manager.parse(new AuthenticationRequest(
                    passkey.credential().bytes(),
                    response.userHandleBytes(),
                    response.authenticatorDataBytes(),
                    response.clientDataBytes(),
                    response.signatureBytes()));
            var presented = presented(parsed.getCollectedClientData());
            if (!challenge.test(presented)) {
                return Optional.empty();
            }
            manager.verify(parsed, new AuthenticationParameters(server(presented), stored(passkey), null, true, true));
            var data = parsed.getAuthenticatorData();
            return data != null && data.isFlagBE() == passkey.state().backupEligible()
                    ? Optional.of(new AuthenticatorState(data.getSignCount(), data.isFlagBE(), data.isFlagBS()))
                    : Optional.empty();
        } catch (WebAuthnException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static byte[] presented(@Nullable CollectedClientData clientData) {
        return clientData == null ? new byte[0] : clientData.getChallenge().getValue();
    }

    private ServerProperty server(byte[] challenge) {
        return ServerProperty.builder()
                .origin(new Origin(origin))
                .rpId(id)
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    /** With counter 0, which every counter may follow. */
    private CredentialRecordImpl stored(RegisteredPasskey passkey) {
        var id = passkey.credential().bytes();
        var key = passkey.publicKey().bytes();
        var encoded = ByteBuffer.allocate(AAGUID_BYTES + Short.BYTES + id.length + key.length)
                .position(AAGUID_BYTES)
                .putShort((short) id.length)
                .put(id)
                .put(key)
                .array();
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                true,
                passkey.state().backupEligible(),
                passkey.state().backedUp(),
                0,
                credentials.convert(encoded),
                null,
                null,
                null,
                null);
    }

    private PasskeyPublicKey publicKey(AttestedCredentialData created) {
        var encoded = credentials.convert(
                new AttestedCredentialData(AAGUID.ZERO, created.getCredentialId(), created.getCOSEKey()));
        return PasskeyPublicKey.of(Arrays.copyOfRange(
                encoded, AAGUID_BYTES + Short.BYTES + created.getCredentialId().length, encoded.length));
    }
}
