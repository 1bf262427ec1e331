package org.keyledger.gateway.signed;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.keyledger.kernel.crypto.P256;

/** A client's key pair, as the client of the signed API uses it. */
final class TestSigningKey {

    private static final int HALF = P256.FIELD_BYTES;

    private final KeyPair pair;

    private TestSigningKey(KeyPair pair) {
        this.pair = pair;
    }

    static TestSigningKey generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return new TestSigningKey(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String pem() {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPublic().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n";
    }

    /** {@code r || s} of a text in base64url. */
    String sign(String text) {
        return sign(text, "SHA256withECDSAinP1363Format");
    }

    String signInDer(String text) {
        return sign(text, "SHA256withECDSA");
    }

    private String sign(String text, String algorithm) {
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The body of a mint at this time. */
    Map<String, Object> mint(String keyId, Instant time) {
        var timestamp = time.getEpochSecond();
        return Map.of("key_id", keyId, "timestamp", timestamp, "signature", sign(keyId + "." + timestamp));
    }

    /** The other valid signature that anyone can make from this one: n - s in place of s. */
    static String twinOf(Object signature) {
        var raw = Base64.getUrlDecoder().decode((String) signature);
        var s = P256.ORDER.subtract(new BigInteger(1, raw, HALF, HALF)).toByteArray();
        var twin = raw.clone();
        for (var i = 0; i < HALF; i++) {
            var from = s.length - 1 - i;
            twin[raw.length - 1 - i] = from < 0 ? 0 : s[from];
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(twin);
    }
}
