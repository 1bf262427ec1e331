package org.keyledger.kernel.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** HMAC, RFC 2104. The parts of a message are authenticated as one: a caller separates them where that matters. */
public final class Hmac {

    private static final String SHA_256 = "HmacSHA256";
    private static final String SHA_384 = "HmacSHA384";

    /** Looked up once: the look-up takes as long as the HMAC of a short message. */
    private static final Provider PROVIDER = provider();

    private Hmac() {}

    private static Provider provider() {
        try {
            return Mac.getInstance(SHA_256).getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(SHA_256 + " is not available in this JVM", e);
        }
    }

    /** HMAC-SHA-256 of the concatenated parts: 32 bytes. */
    public static byte[] sha256(SecretKey key, byte[]... parts) {
        return compute(SHA_256, key, parts);
    }

    /** HMAC-SHA-256 of the concatenated parts: 32 bytes. */
    public static byte[] sha256(byte[] key, byte[]... parts) {
        return compute(SHA_256, new SecretKeySpec(key, SHA_256), parts);
    }

    /** HMAC-SHA-384 of the concatenated parts: 48 bytes. */
    public static byte[] sha384(SecretKey key, byte[]... parts) {
        return compute(SHA_384, key, parts);
    }

    /** HMAC-SHA-256 with this key and an empty message, for callers that authenticate many messages with one key. */
    static Mac newSha256(SecretKey key) {
        return newMac(SHA_256, key);
    }

    private static byte[] compute(String algorithm, SecretKey key, byte[]... parts) {
        var mac = newMac(algorithm, key);
        for (var part : parts) {
            mac.update(part);
        }
        return mac.doFinal();
    }

    private static Mac newMac(String algorithm, SecretKey key) {
        try {
            var mac = Mac.getInstance(algorithm, PROVIDER);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(algorithm + " is not available in this JVM", e);
        }
    }
}
