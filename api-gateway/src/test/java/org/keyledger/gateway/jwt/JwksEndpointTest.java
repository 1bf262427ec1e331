package org.keyledger.gateway.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.gateway.TestServiceKeys;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Publishing the signing keys")
@GatewayTest
class JwksEndpointTest {

    @Autowired
    GatewayClient client;

    @Autowired
    TestServiceKeys keys;

    @Test
    void returns_the_public_keys_and_no_private_members() {
        var answer = client.get("/.well-known/jwks.json");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/keys")).hasSize(keys.verificationKeys().size());
        assertThat(answer.json().at("/keys/0").propertyNames())
                .containsExactly("kty", "crv", "x", "y", "kid", "alg", "use");
        assertThat(answer.header("Cache-Control")).isEqualTo("public, max-age=300");
        var x = Base64.getUrlDecoder().decode(answer.text("/keys/0/x"));
        assertThat(x).hasSize(32);
        assertThat(new BigInteger(1, x))
                .isEqualTo(keys.verificationKeys().get(0).publicKey().getW().getAffineX());
    }
}
