package org.keyledger.server.servicekeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.ServiceKeys.SigningKey;
import org.keyledger.ledger.InMemoryVault;
import org.keyledger.ledger.Vault;

@DisplayName("Creating, rotating and publishing the service's keys")
class ServiceKeysTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    private final Vault vault = new InMemoryVault();

    @Test
    void gives_the_same_after_a_restart() {
        var before = new VaultServiceKeys(vault);
        var after = new VaultServiceKeys(vault);

        assertThat(Purpose.values())
                .allSatisfy(purpose -> assertThat(after.key(purpose)).isEqualTo(before.key(purpose)));
        assertThat(after.signingKey().id()).isEqualTo(before.signingKey().id());
        assertThat(ids(after)).isEqualTo(ids(before));
    }

    @Test
    void gives_each_purpose_and_each_service_a_key_of_its_own() {
        var keys = new VaultServiceKeys(vault);
        var others = new VaultServiceKeys(new InMemoryVault());

        assertThat(Arrays.stream(Purpose.values()).map(keys::key)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(Purpose.values()).map(keys::key))
                .allSatisfy(key -> assertThat(key.getEncoded()).hasSize(32))
                .doesNotContainAnyElementsOf(
                        Arrays.stream(Purpose.values()).map(others::key).toList());
    }

    @Test
    void publishes_the_next_signing_key_before_it_signs() {
        var today = new VaultServiceKeys(vault);
        assertThat(today.verificationKeys()).hasSize(2);
        assertThat(ids(today)).startsWith(today.signingKey().id());

        new SigningKeyStore(vault).rotate(NOW);
        var later = new VaultServiceKeys(vault);

        assertThat(later.signingKey().id())
                .isEqualTo(today.verificationKeys().get(1).id());
        assertThat(ids(later)).hasSize(3).startsWith(today.signingKey().id());
    }

    @Test
    void publishes_the_last_signing_key_until_the_next_rotation_and_then_forgets_it() {
        var first = new VaultServiceKeys(vault).signingKey().id();
        var rotation = new SigningKeyStore(vault);
        assertThat(rotation.lastRotation()).isEmpty();
        rotation.rotate(NOW);
        assertThat(ids(new VaultServiceKeys(vault))).contains(first);
        assertThat(vault.findSecret("signing/1").orElseThrow()).isNotEmpty();

        rotation.rotate(NOW.plusSeconds(1));

        assertThat(ids(new VaultServiceKeys(vault))).hasSize(3).doesNotContain(first);
        assertThat(vault.findSecret("signing/1").orElseThrow()).isEmpty();
        assertThat(rotation.lastRotation()).contains(NOW.plusSeconds(1));
    }

    @Test
    void signs_with_what_it_publishes() throws GeneralSecurityException {
        var key = new VaultServiceKeys(vault).signingKey();
        var signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(key.privateKey());
        signer.update(new byte[] {1, 2, 3});
        var signed = signer.sign();

        signer.initVerify(key.publicKey());
        signer.update(new byte[] {1, 2, 3});
        assertThat(signer.verify(signed)).isTrue();
        assertThat(key.toString()).isEqualTo("SigningKey[" + key.id() + "]");
    }

    /** The key of RFC 7515, appendix A.3; its thumbprint was computed with another tool (openssl and sha256sum). */
    @Test
    void names_a_key_by_its_thumbprint() throws GeneralSecurityException {
        var key =
                publicKey("f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");

        assertThat(SigningKeyCodec.thumbprint(key)).isEqualTo("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
    }

    private static ECPublicKey publicKey(String x, String y) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var curve = ((ECPublicKey) generator.generateKeyPair().getPublic()).getParams();
        var base64 = Base64.getUrlDecoder();
        var point = new ECPoint(new BigInteger(1, base64.decode(x)), new BigInteger(1, base64.decode(y)));
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
    }

    private static List<String> ids(ServiceKeys keys) {
        return keys.verificationKeys().stream().map(SigningKey::id).toList();
    }
}
