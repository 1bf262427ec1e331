package org.keyledger.gateway.jwt;

import jakarta.servlet.http.HttpServletResponse;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.SigningKey;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /.well-known/jwks.json}: the public halves of our keys (RFC 7517), the next one already among them. */
@RestController
final class JwksEndpoint {

    private static final int COORDINATE = 32;

    private final ServiceKeys keys;

    JwksEndpoint(ServiceKeys keys) {
        this.keys = keys;
    }

    record Jwks(List<Jwk> keys) {}

    record Jwk(String kty, String crv, String x, String y, String kid, String alg, String use) {}

    @GetMapping("/.well-known/jwks.json")
    Jwks publish(HttpServletResponse response) {
        response.setHeader("Cache-Control", "public, max-age=300");
        return new Jwks(keys.verificationKeys().stream().map(JwksEndpoint::jwk).toList());
    }

    private static Jwk jwk(SigningKey key) {
        var point = key.publicKey().getW();
        return new Jwk("EC", "P-256", octets(point.getAffineX()), octets(point.getAffineY()), key.id(), "ES256", "sig");
    }

    /** RFC 7518, section 6.2.1.2: always the full length. */
    private static String octets(BigInteger coordinate) {
        var bytes = coordinate.toByteArray();
        var padded = new byte[COORDINATE];
        var length = Math.min(bytes.length, COORDINATE);
        System.arraycopy(bytes, bytes.length - length, padded, COORDINATE - length, length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(padded);
    }
}
