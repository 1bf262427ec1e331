package org.keyledger.ledger.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Encrypting a field")
class FieldEncryptionTest {

    private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");
    private static final AesGcm AES_GCM = new AesGcm(new SecureRandom());
    private static final byte[] PLAIN = "\"Ada\"".getBytes(UTF_8);
    private static final byte[] ASSOCIATED_DATA = new Aad(List.of("p1", "0")).forField("name");

    @Test
    void decrypts_what_was_encrypted() throws GeneralSecurityException {
        assertThat(AES_GCM.decrypt(KEY, AES_GCM.encrypt(KEY, PLAIN, ASSOCIATED_DATA), ASSOCIATED_DATA))
                .isEqualTo(PLAIN);
    }

    @Test
    void never_encrypts_equally_twice() {
        assertThat(AES_GCM.encrypt(KEY, PLAIN, ASSOCIATED_DATA))
                .isNotEqualTo(AES_GCM.encrypt(KEY, PLAIN, ASSOCIATED_DATA));
    }

    @Test
    void rejects_flipped_bits() {
        byte[] box = AES_GCM.encrypt(KEY, PLAIN, ASSOCIATED_DATA);

        for (int i = 0; i < box.length; i++) {
            byte[] altered = box.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> AES_GCM.decrypt(KEY, altered, ASSOCIATED_DATA))
                    .isInstanceOf(GeneralSecurityException.class);
        }
        assertThatThrownBy(() -> AES_GCM.decrypt(KEY, new byte[3], ASSOCIATED_DATA))
                .isInstanceOf(GeneralSecurityException.class);
    }

    @Test
    void keeps_keys_apart_that_several_threads_use_in_turn() {
        List<SecretKey> keys = IntStream.range(0, 8)
                .<SecretKey>mapToObj(
                        n -> new SecretKeySpec(("key of subject " + n + "-".repeat(16)).getBytes(UTF_8), "AES"))
                .toList();

        IntStream.range(0, 2000).parallel().forEach(n -> {
            SecretKey key = keys.get(n % keys.size());
            byte[] encrypted = AES_GCM.encrypt(key, PLAIN, ASSOCIATED_DATA);
            if (n % 100 == 0) {
                AES_GCM.forgetKeys();
            }
            assertThatThrownBy(() -> AES_GCM.decrypt(keys.get((n + 1) % keys.size()), encrypted, ASSOCIATED_DATA))
                    .isInstanceOf(GeneralSecurityException.class);
            assertThatCode(() -> assertThat(AES_GCM.decrypt(key, encrypted, ASSOCIATED_DATA))
                            .isEqualTo(PLAIN))
                    .doesNotThrowAnyException();
        });
    }

    @Test
    void distinguishes_associated_data_with_equal_concatenation() {
        assertThat(new Aad(List.of("ab", "c")).forField("d"))
                .isNotEqualTo(new Aad(List.of("a", "bc")).forField("d"))
                .isNotEqualTo(new Aad(List.of("ab")).forField("cd"))
                .isNotEqualTo(new Aad(List.of("ab", "c", "d")).forField(""));
    }

    /** The first block of RFC 5869, appendix A.3. */
    @Test
    void derives_keys_as_specified_by_rfc_5869() {
        SecretKey from = new SecretKeySpec(HexFormat.of().parseHex("0b".repeat(22)), "AES");

        assertThat(HexFormat.of().formatHex(KeyDerivation.of(from, "").derive().getEncoded()))
                .isEqualTo("8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d");
    }
}
