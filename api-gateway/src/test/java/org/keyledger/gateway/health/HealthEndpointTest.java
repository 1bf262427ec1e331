package org.keyledger.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Probing the health of the service")
@GatewayTest
class HealthEndpointTest {

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Test
    void returns_live_and_ready() {
        assertThat(client.get("/health/live").json().toString()).isEqualTo("{\"status\":\"live\"}");
        assertThat(client.get("/health/ready").status()).isEqualTo(200);
        assertThat(client.get("/health/ready").json().toString()).isEqualTo("{\"status\":\"ready\"}");
    }

    @Test
    void returns_live_and_not_ready_while_it_catches_up() {
        backend.ready = false;
        try {
            var answer = client.get("/health/ready");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(answer.json().toString()).isEqualTo("{\"status\":\"not-ready\"}");
            assertThat(client.get("/health/live").status()).isEqualTo(200);
        } finally {
            backend.ready = true;
        }
    }
}
