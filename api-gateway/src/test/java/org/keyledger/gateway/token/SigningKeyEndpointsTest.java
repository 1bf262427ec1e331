package org.keyledger.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Account;
import org.keyledger.gateway.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Managing signing keys")
@GatewayTest
class SigningKeyEndpointsTest {

    private static final String UUID_FORM = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    /** Of RFC 7515, appendix A.3, and RFC 7517, appendix A.1. */
    private static final Map<String, String> JWK = Map.of(
            "kty", "EC",
            "crv", "P-256",
            "x", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
            "y", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");

    private static final Map<String, String> OTHER_JWK = Map.of(
            "kty", "EC",
            "crv", "P-256",
            "x", "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
            "y", "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM");

    private static final String PEM = """
            -----BEGIN PUBLIC KEY-----
            MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEf83OJ3D2xF1Bg8vub9tLe1gHMzV7
            6e8Tus9uPHvRVEXH8UTNG72bfocs3+257rn0s2ldbqkLJK2KRiMohYjlrQ==
            -----END PUBLIC KEY-----
            """;

    @Autowired
    GatewayClient client;

    private Account account;

    @BeforeEach
    void sign_up() {
        account = client.signUp();
    }

    private GatewayClient.Response register(Object publicKey) {
        return client.post("/customer/keys", Map.of("label", "signer", "public_key", publicKey), account.bearer());
    }

    @Test
    void registers_a_pem_or_a_jwk_without_a_secret() {
        for (var publicKey : List.of(PEM, JWK)) {
            var answer = register(publicKey);

            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.json().propertyNames())
                    .containsExactly(
                            "key_id",
                            "tenant_id",
                            "label",
                            "status",
                            "prefix",
                            "public_key_thumbprint",
                            "scopes",
                            "created_at",
                            "expires_at");
            assertThat(answer.text("/key_id")).matches(UUID_FORM);
            assertThat(answer.json().at("/prefix").isNull()).isTrue();
            assertThat(answer.text("/public_key_thumbprint")).isEqualTo("oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U");
        }
    }

    @Test
    void shows_the_plain_id_in_every_response() {
        var id = register(JWK).text("/key_id");
        var path = "/customer/keys/" + id;

        var found = client.get(path, account.bearer());
        assertThat(found.text("/key_id")).isEqualTo(id);
        assertThat(found.json().at("/prefix").isNull()).isTrue();
        assertThat(found.json().at("/last_four").isNull()).isTrue();
        var listed = client.get("/customer/keys", account.bearer());
        assertThat(listed.json()
                        .at("/keys")
                        .valueStream()
                        .map(key -> key.at("/key_id").asString()))
                .hasSize(2)
                .contains(id);
        assertThat(client.get("/customer/keys/key_" + id.replace("-", ""), account.bearer())
                        .text("/key_id"))
                .isEqualTo(id);
        var rotated = client.post(path + "/rotate", Map.of("public_key", OTHER_JWK), account.bearer());
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.text("/key_id")).matches(UUID_FORM).isNotEqualTo(id);
        assertThat(rotated.text("/rotated_from")).isEqualTo(id);
        assertThat(rotated.json().has("secret")).isFalse();
        var revoked = client.post("/customer/keys/" + rotated.text("/key_id") + "/revoke", account.bearer());
        assertThat(revoked.text("/key_id")).isEqualTo(rotated.text("/key_id"));
        assertThat(revoked.text("/status")).isEqualTo("revoked");
    }

    @Test
    void rotates_to_another_public_key_only() {
        var rotate = "/customer/keys/" + register(JWK).text("/key_id") + "/rotate";
        var withSecret = client.post("/customer/keys", Map.of("label", "x"), account.bearer())
                .text("/key_id");

        for (var refused : List.of(
                client.post(rotate, account.bearer()),
                client.post(rotate, Map.of("overlap_seconds", 60), account.bearer()),
                client.post(rotate, Map.of("public_key", PEM), account.bearer()),
                client.post(rotate, Map.of("public_key", "no key"), account.bearer()),
                client.post("/customer/keys/" + withSecret + "/rotate", Map.of("public_key", JWK), account.bearer()))) {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text("/errors/0/field")).isEqualTo("public_key");
        }
        assertThat(client.post(rotate, Map.of("public_key", OTHER_JWK), account.bearer())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void repeats_a_registration_with_an_idempotency_key() {
        var body = Map.of("label", "signer", "public_key", JWK);
        String[] headers = {"Authorization", "Bearer " + account.token(), "Idempotency-Key", "signer-0123456789abcdef"};

        var first = client.post("/customer/keys", body, headers);
        var second = client.post("/customer/keys", body, headers);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.json()).isEqualTo(first.json());
        var other = Map.of("label", "signer", "public_key", OTHER_JWK);
        assertThat(client.post("/customer/keys", other, headers).problem()).isEqualTo("idempotency-mismatch");
    }
}
