package org.keyledger.gateway.federation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.keyledger.gateway.identifier.RandomSource;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;

/** Encrypts and authenticates the values of cookies: AES-256-GCM with a random nonce, the name as associated data. */
final class CookieSealer {

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    /** Longer values are not opened: a browser keeps no cookie that is longer. */
    private static final int MAX_LENGTH = 4096;

    private final ServiceKeys keys;
    private final RandomSource randomSource;

    CookieSealer(ServiceKeys keys, RandomSource randomSource) {
        this.keys = keys;
        this.randomSource = randomSource;
    }

    /** The value in base64url. */
    String seal(String name, String text) {
        var nonce = randomSource.bytes("cookie", NONCE_BYTES);
        try {
            var sealed = cipher(Cipher.ENCRYPT_MODE, name, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            var bytes =
                    ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(CIPHER + " is not available in this JVM", e);
        }
    }

    /** Empty unless this service sealed the value under this name. */
    Optional<String> open(String name, String value) {
        if (value.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        try {
            var bytes = Base64.getUrlDecoder().decode(value);
            if (bytes.length <= NONCE_BYTES) {
                return Optional.empty();
            }
            var nonce = new byte[NONCE_BYTES];
            var sealed = new byte[bytes.length - NONCE_BYTES];
            ByteBuffer.wrap(bytes).get(nonce).get(sealed);
            return Optional.of(
                    new String(cipher(Cipher.DECRYPT_MODE, name, nonce).doFinal(sealed), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, String name, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private SecretKey key() {
        return new SecretKeySpec(keys.key(Purpose.PROVIDER_COOKIE).getEncoded(), "AES");
    }
}
