package org.keyledger.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.gateway.GatewayClient.PASSWORD;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("The keys of a new account")
@GatewayTest
class SignUpKeysTest {

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Test
    void are_created_by_the_sign_up() {
        var account = client.signUp();

        assertThat(backend.createdKeys)
                .contains(account.tenant(), account.json().at("/user/id").asString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/signup", "/api/auth/signup"})
    void are_not_created_if_the_request_is_refused_before_the_hash(String path) {
        var before = Set.copyOf(backend.createdKeys);

        assertThat(client.post(path, Map.of("email", "no address", "name", "Ada", "password", PASSWORD))
                        .status())
                .isEqualTo(400);
        assertThat(client.post(path, Map.of("email", "keys@example.com", "name", "Ada", "password", "password"))
                        .status())
                .isEqualTo(400);
        backend.acceptsCommits = false;
        try {
            assertThat(client.post(path, Map.of("email", "keys@example.com", "name", "Ada", "password", PASSWORD))
                            .status())
                    .isEqualTo(503);
        } finally {
            backend.acceptsCommits = true;
        }

        assertThat(backend.createdKeys).isEqualTo(before);
    }
}
