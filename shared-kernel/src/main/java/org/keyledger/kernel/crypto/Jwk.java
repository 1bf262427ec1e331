package org.keyledger.kernel.crypto;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import org.keyledger.kernel.ServiceKeys.SigningKey;

/**
 * The public half of an ES256 key as a JSON Web Key: members of RFC 7517, section 4, and RFC 7518, section 6.2.1, in
 * the order in which they are published.
 */
public record Jwk(String kty, String crv, String x, String y, String kid, String alg, String use) {

    private static final String KEY_TYPE = "EC";
    private static final String CURVE = "P-256";
    private static final int COORDINATE_BYTES = 32;

    public static Jwk of(SigningKey key) {
        var point = key.publicKey().getW();
        return new Jwk(
                KEY_TYPE,
                CURVE,
                coordinate(point.getAffineX()),
                coordinate(point.getAffineY()),
                key.id(),
                "ES256",
                "sig");
    }

    /**
     * RFC 7638, section 3.2: base64url of SHA-256 of the required members in lexicographic order, without white space.
     */
    public static String thumbprint(ECPublicKey key) {
        var point = key.getW();
        var members = "{\"crv\":\"%s\",\"kty\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}"
                .formatted(CURVE, KEY_TYPE, coordinate(point.getAffineX()), coordinate(point.getAffineY()));
        try {
            return base64url(MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available in this JVM", e);
        }
    }

    /** RFC 7518, section 6.2.1.2: as many octets as the curve's field, leading zeros kept. */
    private static String coordinate(BigInteger value) {
        var octets = new byte[COORDINATE_BYTES];
        var bytes = value.toByteArray();
        var length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, octets, COORDINATE_BYTES - length, length);
        return base64url(octets);
    }

    private static String base64url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
