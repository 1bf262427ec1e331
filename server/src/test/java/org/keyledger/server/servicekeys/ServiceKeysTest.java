package org.keyledger.server.servicekeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Instant;
import java.util.Arrays;
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
    void returns_the_same_keys_after_a_restart() {
        var before = new VaultServiceKeys(vault);
        var after = new VaultServiceKeys(vault);

        assertThat(Purpose.values())
                .allSatisfy(purpose -> assertThat(after.key(purpose)).isEqualTo(before.key(purpose)));
        assertThat(after.signingKey().id()).isEqualTo(before.signingKey().id());
        assertThat(ids(after)).isEqualTo(ids(before));
    }

    @Test
    void creates_a_different_key_for_each_purpose_and_service() {
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
    void publishes_the_previous_signing_key_until_the_next_rotation_and_then_deletes_it() {
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
    void signs_with_a_published_key() throws GeneralSecurityException {
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

    private static List<String> ids(ServiceKeys keys) {
        return keys.verificationKeys().stream().map(SigningKey::id).toList();
    }
}
