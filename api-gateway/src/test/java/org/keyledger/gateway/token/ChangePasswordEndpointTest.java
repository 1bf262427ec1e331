package org.keyledger.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.gateway.GatewayClient.PASSWORD;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Account;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.kernel.user.UserCommand.ChangePassword;
import org.keyledger.ledger.MutableClock;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Changing a password")
@GatewayTest
class ChangePasswordEndpointTest {

    private static final String NEW = "another-secure-password";

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Autowired
    MutableClock clock;

    @Test
    void keeps_this_session_and_ends_the_others() {
        var account = client.signUp();
        var other = logIn(account, PASSWORD).text("/token");

        var answer = change(account, Map.of("current_password", PASSWORD, "password", NEW));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().propertyNames()).containsExactly("ok", "message");
        assertThat(answer.header("Ledger-Position")).isNotEmpty();
        assertThat(client.get("/auth/me", account.bearer()).status()).isEqualTo(200);
        assertThat(client.get("/auth/me", "Authorization", "Bearer " + other).status())
                .isEqualTo(401);
        assertThat(logIn(account, PASSWORD).status()).isEqualTo(401);
        assertThat(logIn(account, NEW).status()).isEqualTo(200);
    }

    @Test
    void revokes_the_api_keys_only_if_asked_to() {
        var account = client.signUp();

        assertThat(change(account, Map.of("password", NEW, "revoke_keys", false))
                        .status())
                .isEqualTo(200);
        assertThat(client.get("/auth/check", "X-API-Key", account.apiKey()).status())
                .isEqualTo(200);

        var another = client.signUp();
        assertThat(change(another, Map.of("password", NEW, "revoke_keys", true)).status())
                .isEqualTo(200);
        assertThat(client.get("/auth/check", "X-API-Key", another.apiKey()).status())
                .isEqualTo(401);
    }

    @Test
    void needs_no_password_until_ten_minutes_after_a_login() {
        var account = client.signUp();

        clock.advance(Duration.ofMinutes(10));
        assertThat(change(account, Map.of("password", NEW)).status()).isEqualTo(200);

        clock.advance(Duration.ofMillis(1));
        var late = change(account, Map.of("password", PASSWORD));
        assertThat(late.status()).isEqualTo(401);
        assertThat(late.problem()).isEqualTo("step-up-required");
        assertThat(late.header("WWW-Authenticate"))
                .isEqualTo("Bearer realm=\"keyledger\", error=\"insufficient_user_authentication\", max_age=600");
        assertThat(change(account, Map.of("current_password", NEW, "password", PASSWORD))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void needs_the_password_if_the_login_is_in_the_future() {
        var account = client.signUp();

        clock.advance(Duration.ofHours(-1));

        assertThat(change(account, Map.of("password", NEW)).problem()).isEqualTo("step-up-required");
    }

    @Test
    void with_a_wrong_password_is_refused_even_after_a_recent_login() {
        var account = client.signUp();
        var before = backend.count(ChangePassword.class);

        var answer = change(account, Map.of("current_password", NEW, "password", NEW));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("invalid-credentials");
        assertThat(backend.count(ChangePassword.class)).isEqualTo(before);
    }

    @Test
    void to_a_weak_one_is_refused() {
        var account = client.signUp();

        assertThat(change(account, Map.of("password", "12345678")).problem()).isEqualTo("weak-password");
    }

    @Test
    void needs_a_session() {
        var account = client.signUp();
        var body = Map.of("current_password", PASSWORD, "password", NEW);

        assertThat(client.post("/auth/change-password", body).status()).isEqualTo(401);
        assertThat(client.post("/auth/change-password", body, "X-API-Key", account.apiKey())
                        .problem())
                .isEqualTo("credential-not-accepted");
    }

    private GatewayClient.Response change(Account account, Map<String, ?> body) {
        return client.post("/auth/change-password", body, account.bearer());
    }

    private GatewayClient.Response logIn(Account account, String password) {
        return client.post("/auth/login", Map.of("email", account.email(), "password", password));
    }
}
