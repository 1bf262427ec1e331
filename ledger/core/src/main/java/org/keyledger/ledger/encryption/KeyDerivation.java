package org.keyledger.ledger.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The derivation of a key for one purpose from the key of a subject: HKDF-SHA-256, RFC 5869, one block of output (32 bytes),
 * without salt unless two keys are combined.
 */
record KeyDerivation(SecretKey salt, SecretKey key, String label) {

    private static final String HMAC = "HmacSHA256";
    private static final String TWO_SUBJECTS = "two subjects";
    private static final SecretKey NO_SALT = new SecretKeySpec(new byte[32], HMAC);

    static KeyDerivation of(SecretKey key, String label) {
        return new KeyDerivation(NO_SALT, key, label);
    }

    /** Of a key that can be computed only with both keys; the first one is the salt. */
    static KeyDerivation ofBoth(SecretKey one, SecretKey other) {
        return new KeyDerivation(one, other, TWO_SUBJECTS);
    }

    SecretKey derive() {
        byte[] pseudorandomKey = hmac(salt.getEncoded(), key.getEncoded());
        byte[] info = label.getBytes(UTF_8);
        byte[] block = new byte[info.length + 1];
        System.arraycopy(info, 0, block, 0, info.length);
        block[info.length] = 1;
        return new SecretKeySpec(hmac(pseudorandomKey, block), "AES");
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + HMAC, e);
        }
    }

    /** With the same keys, not only equal ones: comparing these takes a considerable part of a derivation. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof KeyDerivation it && it.salt == salt && it.key == key && it.label.equals(label);
    }

    @Override
    public int hashCode() {
        return 31 * System.identityHashCode(salt) + System.identityHashCode(key);
    }

    /** Without the keys. */
    @Override
    public String toString() {
        return "derivation for " + label;
    }
}
