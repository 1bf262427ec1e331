package org.keyledger.server.servicekeys;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.keyledger.kernel.ServiceKeys.SigningKey;

/** Stored form of an EC P-256 key pair: X.509 and PKCS #8, each in base64, separated by a space. */
final class SigningKeyCodec {

    private static final int COORDINATE_BYTES = 32;

    private SigningKeyCodec() {}

    static byte[] generate() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            var base64 = Base64.getEncoder();
            var text = base64.encodeToString(pair.getPublic().getEncoded()) + " "
                    + base64.encodeToString(pair.getPrivate().getEncoded());
            return text.getBytes(StandardCharsets.US_ASCII);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("P-256 is not available", e);
        }
    }

    static SigningKey parse(byte[] stored) {
        var halves = new String(stored, StandardCharsets.US_ASCII).split(" ", 2);
        var base64 = Base64.getDecoder();
        try {
            var keys = KeyFactory.getInstance("EC");
            var publicKey = (ECPublicKey) keys.generatePublic(new X509EncodedKeySpec(base64.decode(halves[0])));
            var privateKey = (ECPrivateKey) keys.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(halves[1])));
            return new SigningKey(thumbprint(publicKey), publicKey, privateKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing key in the vault cannot be parsed", e);
        }
    }

    /** RFC 7638, section 3.2: SHA-256 of the required members in lexicographic order, without white space. */
    static String thumbprint(ECPublicKey key) throws GeneralSecurityException {
        var members = "{\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\""
                + coordinate(key.getW().getAffineX()) + "\",\"y\":\""
                + coordinate(key.getW().getAffineY()) + "\"}";
        var digest = MessageDigest.getInstance("SHA-256").digest(members.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    }

    /** RFC 7518, section 6.2.1.2: as many octets as the curve's field, leading zeros kept. */
    private static String coordinate(BigInteger value) {
        var octets = new byte[COORDINATE_BYTES];
        var bytes = value.toByteArray();
        var length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(bytes, bytes.length - length, octets, COORDINATE_BYTES - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }
}
