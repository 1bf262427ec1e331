package org.keyledger.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.gateway.GatewayClient.PASSWORD;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Response;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.kernel.login.LoginCommand.DeclineRequest;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserCommand.RequestEmailVerification;
import org.keyledger.ledger.Eventually;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Signing up through the browser API")
@GatewayTest
class BrowserSignUpTest {

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Test
    void responds_as_documented() {
        var email = newEmail();

        var answer = register(email);

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().propertyNames()).containsExactly("user", "verification_required");
        assertThat(answer.json().at("/user").propertyNames()).containsExactly("id", "email", "name");
        assertThat(answer.text("/user/id"))
                .isEqualTo(backend.lastCommand(RegisterUser.class).user().toString());
        assertThat(answer.text("/user/email")).isEqualTo(email);
        assertThat(answer.text("/user/name")).isEqualTo("Alice Chen");
        assertThat(answer.json().at("/verification_required").booleanValue()).isTrue();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void responds_with_a_message_at_the_other_path() {
        var answer = client.post("/api/auth/signup", account(newEmail()));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().propertyNames()).containsExactly("message");
    }

    @Test
    void creates_neither_a_key_nor_a_session() {
        register(newEmail());

        var command = backend.lastCommand(RegisterUser.class);
        assertThat(command.apiKey()).isNull();
        assertThat(command.session()).isNull();
        assertThat(command.padding()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/auth/register", "/api/auth/signup"})
    void has_the_same_response_for_a_taken_address(String path) {
        var taken = client.signUp().email();
        var free = newEmail();

        var ofTaken = client.post(path, account(taken));
        var ofFree = client.post(path, account(free));

        assertThat(ofTaken.status()).isEqualTo(201);
        assertThat(withoutIdOf(ofTaken, taken)).isEqualTo(withoutIdOf(ofFree, free));
        assertThat(List.of(ofTaken, ofFree))
                .allSatisfy(answer ->
                        assertThat(answer.httpResponse().headers().map()).doesNotContainKey("ledger-position"));
        assertThat(ofTaken.httpResponse().headers().map().keySet())
                .isEqualTo(ofFree.httpResponse().headers().map().keySet());
    }

    private static String withoutIdOf(Response answer, String email) {
        return answer.httpResponse().body().replace(email, "").replaceAll("[0-9a-f-]{36}", "");
    }

    @Test
    void repeated_with_the_same_key_returns_the_same_bytes_for_a_taken_address_too() {
        for (var email : List.of(newEmail(), client.signUp().email())) {
            var key = "a sign-up that is repeated " + email;
            var first = client.post("/api/auth/register", account(email), "Idempotency-Key", key);
            var commands = backend.count(RegisterUser.class);

            var repeated = client.post("/api/auth/register", account(email), "Idempotency-Key", key);

            assertThat(repeated.status()).isEqualTo(201);
            assertThat(repeated.httpResponse().body())
                    .isEqualTo(first.httpResponse().body());
            assertThat(repeated.httpResponse().headers().map()).doesNotContainKey("ledger-position");
            assertThat(backend.count(RegisterUser.class)).isEqualTo(commands);
        }
    }

    @Test
    void repeated_with_the_same_key_and_another_body_is_refused() {
        var key = "a sign-up with two bodies " + UUID.randomUUID();
        client.post("/api/auth/register", account(newEmail()), "Idempotency-Key", key);

        var other = client.post("/api/auth/register", account(newEmail()), "Idempotency-Key", key);

        assertThat(other.problem()).isEqualTo("idempotency-mismatch");
    }

    @Test
    void over_the_limit_of_mails_sends_none_and_has_the_same_response() {
        var email = newEmail();
        for (var i = 0; i < 5; i++) {
            assertThat(register(email).status()).isEqualTo(201);
            assertThat(backend.lastCommand(RegisterUser.class).verification()).isNotNull();
        }

        assertThat(register(email).status()).isEqualTo(201);
        assertThat(backend.lastCommand(RegisterUser.class).verification()).isNull();
        assertThat(backend.lastCommand(RegisterUser.class).verifiesWithoutMail())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "invalid-request|{\"email\":\"%s\",\"password\":\"your-secure-password\"}",
                "invalid-request|{\"email\":\"%s\",\"name\":\"\",\"password\":\"your-secure-password\"}",
                "invalid-request|{\"email\":\"%s\",\"name\":\"A\",\"password\":\"your-secure-password\",\"role\":\"admin\"}",
                "weak-password|{\"email\":\"%s\",\"name\":\"A\",\"password\":\"short\"}",
                "disposable-email|{\"email\":\"a@mailinator.com\",\"name\":\"A\",\"password\":\"your-secure-password\"}"
            })
    void with_an_invalid_body_is_refused_before_the_address_is_looked_up(String problem, String body) {
        var before = backend.count(RegisterUser.class);

        for (var path : List.of("/api/auth/register", "/api/auth/signup")) {
            assertThat(client.postRaw(path, body.replace("%s", newEmail()), "Content-Type", "application/json")
                            .problem())
                    .isEqualTo(problem);
        }
        assertThat(backend.count(RegisterUser.class)).isEqualTo(before);
    }

    @Test
    void mails_the_link_again_to_an_unverified_address_only() {
        var unverified = client.signUp();
        var before = backend.count(RequestEmailVerification.class);

        var first = resend(unverified.email());
        Eventually.awaitTrue(
                () -> backend.count(RequestEmailVerification.class) == before + 1,
                () -> backend.count(RequestEmailVerification.class));
        var declined = backend.count(DeclineRequest.class);
        var unknown = resend(newEmail());
        Eventually.awaitTrue(
                () -> backend.count(DeclineRequest.class) == declined + 1, () -> backend.count(DeclineRequest.class));

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.json().propertyNames()).containsExactly("message");
        assertThat(unknown.httpResponse().body()).isEqualTo(first.httpResponse().body());
        assertThat(first.httpResponse().headers().map()).doesNotContainKey("ledger-position");
    }

    private Response resend(String email) {
        return client.post("/api/auth/verify-email/resend", Map.of("email", email));
    }

    private Response register(String email) {
        return client.post("/api/auth/register", account(email));
    }

    private static Map<String, String> account(String email) {
        return Map.of("email", email, "name", "Alice Chen", "password", PASSWORD);
    }

    private static String newEmail() {
        return "alice-" + UUID.randomUUID() + "@example.com";
    }
}
