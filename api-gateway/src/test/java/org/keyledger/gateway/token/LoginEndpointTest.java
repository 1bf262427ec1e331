package org.keyledger.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.gateway.GatewayClient.PASSWORD;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Logging in")
@GatewayTest
class LoginEndpointTest {

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Autowired
    PasswordHasher passwordHasher;

    @Test
    void responds_as_documented() {
        var account = client.signUp();

        var answer = logIn(account.email(), PASSWORD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().propertyNames())
                .containsExactly("token", "tenant_id", "email_verified", "requiresTOTP", "user", "session");
        assertThat(answer.json().at("/requiresTOTP").booleanValue()).isFalse();
        assertThat(client.get("/auth/me", "Authorization", "Bearer " + answer.text("/token"))
                        .status())
                .isEqualTo(200);
        assertThat(client.get("/auth/me", "Authorization", "Bearer " + answer.text("/session/access_token"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void finds_the_account_however_the_address_is_written() {
        var account = client.signUp();

        assertThat(logIn(account.email().toUpperCase(java.util.Locale.ROOT), PASSWORD)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"your-secure-passwor", "your-secure-password ", "Your-secure-password", "", "x"})
    void with_a_wrong_password_and_without_an_account_gets_the_same_response(String wrong) {
        var account = client.signUp();

        var known = logIn(account.email(), wrong);
        var unknown = logIn("nobody-at-all@example.com", wrong);

        assertThat(known.status()).isEqualTo(401);
        assertThat(known.problem()).isEqualTo("invalid-credentials");
        assertThat(known.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(withoutInstance(known)).isEqualTo(withoutInstance(unknown));
        assertThat(known.httpResponse().headers().map().keySet())
                .isEqualTo(unknown.httpResponse().headers().map().keySet());
        assertThat(unknown.header("Ledger-Position")).isEmpty();
    }

    @Test
    void starts_no_session_when_it_fails() {
        var before = backend.count(StartSession.class);
        var account = client.signUp();

        logIn(account.email(), "not the password");

        assertThat(backend.count(StartSession.class)).isEqualTo(before);
    }

    @Test
    void is_refused_before_the_password_is_hashed_while_the_ledger_accepts_no_commits() {
        var account = client.signUp();
        var hashed = passwordHasher.stats().started();
        backend.acceptsCommits = false;

        try {
            assertThat(logIn(account.email(), PASSWORD).status()).isEqualTo(503);
            assertThat(logIn("nobody-at-all@example.com", PASSWORD).status()).isEqualTo(503);
            assertThat(client.post("/auth/signup", Map.of("email", "late@example.com", "password", PASSWORD))
                            .header("Retry-After"))
                    .isNotEmpty();
        } finally {
            backend.acceptsCommits = true;
        }

        assertThat(passwordHasher.stats().started()).isEqualTo(hashed);
        assertThat(logIn(account.email(), PASSWORD).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":{\"$ne\":\"\"},\"password\":\"your-secure-password\"}",
                "{\"email\":[\"you@example.com\"],\"password\":\"your-secure-password\"}",
                "{\"email\":\"you@example.com\",\"password\":{\"$gt\":\"\"}}",
                "{\"email\":\"you@example.com\",\"password\":12345678}",
                "{\"email\":\"you@example.com\",\"password\":true}",
                "{\"email\":\"you@example.com\",\"password\":null}",
                "{\"email[$ne]\":\"you@example.com\",\"password\":\"your-secure-password\"}"
            })
    void accepts_only_strings(String body) {
        var answer = client.postRaw("/auth/login", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isNotEmpty();
    }

    private GatewayClient.Response logIn(String email, String password) {
        return client.post("/auth/login", Map.of("email", email, "password", password));
    }

    private static String withoutInstance(GatewayClient.Response answer) {
        return answer.httpResponse().body().replaceAll("urn:uuid:[0-9a-f-]+", "");
    }
}
