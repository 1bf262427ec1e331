package org.keyledger.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.gateway.GatewayClient.PASSWORD;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Signing up")
@GatewayTest
class SignUpEndpointTest {

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Test
    void responds_as_documented() {
        var answer = client.post("/auth/signup", Map.of("email", "you@example.com", "password", PASSWORD));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().propertyNames())
                .containsExactly("token", "tenant_id", "api_key", "email_verified", "user", "session");
        assertThat(answer.text("/tenant_id")).matches("cust_[0-9a-f]{32}");
        assertThat(answer.text("/api_key")).matches("kl_live_[0-9A-Za-z]{12}\\.[0-9A-Za-z]{38}");
        assertThat(answer.json().at("/email_verified").booleanValue()).isFalse();
        assertThat(answer.json().at("/user").propertyNames())
                .containsExactly("id", "email", "name", "created_at", "updated_at");
        assertThat(answer.text("/user/created_at")).isEqualTo(backend.now().toString());
        assertThat(answer.json().at("/session").propertyNames())
                .containsExactly("access_token", "refresh_token", "expires_in", "expires_at", "token_type");
        assertThat(answer.json().at("/session/expires_in").intValue()).isEqualTo(3600);
        assertThat(answer.header("Ledger-Position")).isEqualTo(Long.toString(backend.head()));
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void returns_credentials_that_work_immediately() {
        var account = client.signUp();

        assertThat(client.get("/auth/me", account.bearer()).text("/user/email")).isEqualTo(account.email());
        assertThat(client.get("/auth/me", "x-api-key", account.apiKey()).text("/tenant_id"))
                .isEqualTo(account.tenant());
    }

    @Test
    void with_a_taken_address_is_refused_in_every_spelling() {
        client.post("/auth/signup", Map.of("email", "Taken@Example.com", "password", PASSWORD));

        var answer = client.post("/auth/signup", Map.of("email", "taken@example.COM", "password", PASSWORD));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("email-taken");
    }

    @Test
    void sends_a_hash_and_never_the_password() {
        client.signUp();

        var command = backend.lastCommand(RegisterUser.class);
        assertThat(command.password().encoded()).startsWith("{bcrypt+hmac-sha384}$2b$04$");
        assertThat(backend.receivedCommands.toString()).doesNotContain(PASSWORD);
    }

    @Test
    void stores_address_and_user_agent_with_the_new_user_as_actor() {
        var account = client.signUp();

        var metadata = backend.receivedCommands
                .get(backend.receivedCommands.size() - 1)
                .getMetaData();
        assertThat(metadata)
                .containsEntry(
                        RequestMetadata.ACTOR_USER,
                        account.json().at("/user/id").asString());
        assertThat(metadata)
                .containsEntry(RequestMetadata.ACTOR_KIND, "anonymous")
                .containsEntry(RequestMetadata.TENANT, account.tenant())
                .doesNotContainKey(RequestMetadata.ACTOR_CREDENTIAL);
        assertThat(metadata).containsKeys(RequestMetadata.ADDRESS, RequestMetadata.CORRELATION);
    }

    @Test
    void with_a_disposable_address_is_refused() {
        var answer = client.post("/auth/signup", Map.of("email", "a@sub.mailinator.com", "password", PASSWORD));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("disposable-email");
    }

    @Test
    void returns_the_key_even_if_the_read_models_are_late() {
        backend.viewsAreLate = true;
        try {
            var account = client.signUp();

            assertThat(account.apiKey()).startsWith("kl_live_");
            assertThat(account.json().at("/user/email").asString()).isEqualTo(account.email());
        } finally {
            backend.viewsAreLate = false;
        }
    }
}
