package org.keyledger.gateway.jwt;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.crypto.Jwk;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /.well-known/jwks.json}: the public halves of the signing keys as a JWK set (RFC 7517, section 5), including the next one. */
@RestController
final class JwksEndpoint {

    private final ServiceKeys keys;

    JwksEndpoint(ServiceKeys keys) {
        this.keys = keys;
    }

    record Jwks(List<Jwk> keys) {}

    @GetMapping("/.well-known/jwks.json")
    Jwks publish(HttpServletResponse response) {
        response.setHeader("Cache-Control", "public, max-age=300");
        return new Jwks(keys.verificationKeys().stream().map(Jwk::of).toList());
    }
}
