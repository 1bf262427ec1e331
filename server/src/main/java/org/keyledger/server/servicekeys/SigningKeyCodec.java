package org.keyledger.server.servicekeys;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.keyledger.kernel.ServiceKeys.SigningKey;
import org.keyledger.kernel.crypto.Jwk;

/**
 * Encodes and parses the stored form of an EC P-256 key pair: X.509 and PKCS #8, each in base64, separated by a space.
 */
final class SigningKeyCodec {

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
            throw new IllegalStateException("P-256 is not available in this JVM", e);
        }
    }

    static SigningKey parse(byte[] stored) {
        var halves = new String(stored, StandardCharsets.US_ASCII).split(" ", 2);
        var base64 = Base64.getDecoder();
        try {
            var keys = KeyFactory.getInstance("EC");
            var publicKey = (ECPublicKey) keys.generatePublic(new X509EncodedKeySpec(base64.decode(halves[0])));
            var privateKey = (ECPrivateKey) keys.generatePrivate(new PKCS8EncodedKeySpec(base64.decode(halves[1])));
            return new SigningKey(Jwk.thumbprint(publicKey), publicKey, privateKey);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Could not read a signing key in the vault", e);
        }
    }
}
