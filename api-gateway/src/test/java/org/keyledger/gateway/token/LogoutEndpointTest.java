package org.keyledger.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Logging out")
@GatewayTest
class LogoutEndpointTest {

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Test
    void revokes_its_tokens_before_the_response() {
        var account = client.signUp();

        var answer = client.post("/auth/logout", account.bearer());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/ok").booleanValue()).isTrue();
        assertThat(answer.header("Ledger-Position")).isEqualTo(Long.toString(backend.head()));
        assertThat(client.get("/auth/me", account.bearer()).status()).isEqualTo(401);
        assertThat(refresh(account).problem()).isEqualTo("invalid-refresh-token");
    }

    @Test
    void does_not_end_other_sessions_or_keys() {
        var account = client.signUp();
        var other = client.post("/auth/login", Map.of("email", account.email(), "password", GatewayClient.PASSWORD))
                .text("/token");

        client.post("/auth/logout", account.bearer());

        assertThat(client.get("/auth/me", "Authorization", "Bearer " + other).status())
                .isEqualTo(200);
        assertThat(client.get("/auth/me", "X-API-Key", account.apiKey()).status())
                .isEqualTo(200);
    }

    @Test
    void returns_503_while_a_verifier_may_still_accept_it() {
        var account = client.signUp();
        backend.verifierIsLate = true;
        try {
            var answer = client.post("/auth/logout", account.bearer());

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.problem()).isEqualTo("verifier-behind");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(answer.header("Ledger-Position")).isEqualTo(Long.toString(backend.head()));
        } finally {
            backend.verifierIsLate = false;
        }
    }

    private GatewayClient.Response refresh(GatewayClient.Account account) {
        return client.post(
                "/auth/refresh",
                Map.of(
                        "refresh_token",
                        account.json().at("/session/refresh_token").asString()));
    }
}
