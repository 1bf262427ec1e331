package org.keyledger.kernel.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.ServiceKeys.SigningKey;

@DisplayName("Encoding a public key as a JWK")
class JwkTest {

    /** The key of RFC 7515, appendix A.3. */
    private static final String X = "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU";

    private static final String Y = "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0";

    @Test
    void has_the_members_of_the_standard() throws GeneralSecurityException {
        var key = new SigningKey("kid-1", publicKey(X, Y), (ECPrivateKey) pair().getPrivate());

        assertThat(Jwk.of(key)).isEqualTo(new Jwk("EC", "P-256", X, Y, "kid-1", "ES256", "sig"));
    }

    @Test
    void keeps_the_leading_zeros_of_a_coordinate() throws GeneralSecurityException {
        var onlyPrivate = (ECPrivateKey) pair().getPrivate();
        var curve = onlyPrivate.getParams();
        ECPublicKey small = publicKey(new ECPoint(BigInteger.ONE, BigInteger.TWO), curve);

        assertThat(Jwk.of(new SigningKey("small", small, onlyPrivate)).x())
                .isEqualTo("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE");
    }

    /** The expected thumbprint was computed with another tool (openssl and sha256sum). */
    @Test
    void has_the_thumbprint_of_rfc_7638() throws GeneralSecurityException {
        assertThat(Jwk.thumbprint(publicKey(X, Y))).isEqualTo("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
    }

    private static ECPublicKey publicKey(String x, String y) throws GeneralSecurityException {
        var base64 = Base64.getUrlDecoder();
        var point = new ECPoint(new BigInteger(1, base64.decode(x)), new BigInteger(1, base64.decode(y)));
        return publicKey(point, ((ECPublicKey) pair().getPublic()).getParams());
    }

    private static ECPublicKey publicKey(ECPoint point, ECParameterSpec curve) throws GeneralSecurityException {
        return (ECPublicKey) KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, curve));
    }

    private static KeyPair pair() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
