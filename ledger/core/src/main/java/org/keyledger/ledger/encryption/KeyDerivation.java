package org.keyledger.ledger.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Derives a key for one purpose from the key of a subject: HKDF-SHA-256, RFC 5869, one block of output (32 bytes), without
 * salt unless two keys are combined.
 */
final class KeyDerivation {

    private static final String HMAC = "HmacSHA256";
    private static final String TWO_SUBJECTS = "two subjects";

    private KeyDerivation() {}

    static SecretKey derive(SecretKey key, String label) {
        return derive(new byte[32], key, label);
    }

    /** A key that can be computed only with both keys; the first one is the salt. */
    static SecretKey combine(SecretKey one, SecretKey other) {
        return derive(one.getEncoded(), other, TWO_SUBJECTS);
    }

    private static SecretKey derive(byte[] salt, SecretKey key, String label) {
        byte[] pseudorandomKey = hmac(salt, key.getEncoded());
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
}
