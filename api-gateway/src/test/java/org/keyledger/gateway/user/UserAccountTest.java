package org.keyledger.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.gateway.GatewayClient.PASSWORD;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Account;
import org.keyledger.gateway.GatewayClient.Response;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserCommand.ChangeEmail;
import org.keyledger.kernel.user.UserCommand.ChangeProfile;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.ledger.MutableClock;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Changing one's own account")
@GatewayTest
class UserAccountTest {

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Autowired
    MutableClock clock;

    @Test
    void to_another_name_is_visible_immediately() {
        var account = client.signUp();

        var answer = send("PATCH", "/auth/me", "{\"name\":\" Ada \"}", account);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/user/name")).isEqualTo("Ada");
        assertThat(answer.header("Ledger-Position")).isEqualTo(Long.toString(backend.head()));
        assertThat(client.get("/auth/me", account.bearer()).text("/user/name")).isEqualTo("Ada");
    }

    @Test
    void to_another_name_and_language_is_one_write() {
        var account = client.signUp();
        var before = backend.count(ChangeProfile.class);

        var answer = send("PATCH", "/auth/me", "{\"name\":\"Ada\",\"language\":\"de\"}", account);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/user/name")).isEqualTo("Ada");
        assertThat(answer.text("/language")).isEqualTo("de");
        assertThat(backend.count(ChangeProfile.class)).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":\"\"}", "{\"name\":null}", "{\"name\":\"Ada\",\"role\":\"admin\"}"})
    void to_an_invalid_name_is_refused(String body) {
        var account = client.signUp();
        var before = backend.count(ChangeProfile.class);

        assertThat(send("PATCH", "/auth/me", body, account).status()).isEqualTo(400);
        assertThat(backend.count(ChangeProfile.class)).isEqualTo(before);
    }

    @Test
    void by_deletion_ends_sessions_and_keys() {
        var account = client.signUp();

        var answer = send("DELETE", "/auth/me", null, account);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/ok").booleanValue()).isTrue();
        assertThat(backend.lastCommand(EraseUser.class).credential()).isEqualTo(CredentialVersion.FIRST);
        assertThat(client.get("/auth/me", account.bearer()).status()).isEqualTo(401);
        assertThat(client.get("/auth/me", "X-API-Key", account.apiKey()).status())
                .isEqualTo(401);
    }

    @Test
    void by_deletion_gets_503_while_a_verifier_may_still_accept_its_credentials() {
        var account = client.signUp();
        backend.verifierIsLate = true;

        try {
            assertThat(send("DELETE", "/auth/me", null, account).problem()).isEqualTo("verifier-behind");
        } finally {
            backend.verifierIsLate = false;
        }
    }

    @ParameterizedTest
    @CsvSource({"DELETE,/auth/me,''", "POST,/auth/change-email,'\"email\":\"late@example.com\"'"})
    void needs_the_password_ten_minutes_after_the_login(String method, String path, String fields) {
        var account = client.signUp();
        var alreadyReceived = backend.receivedCommands.size();
        clock.advance(Duration.ofMinutes(10).plusMillis(1));

        var without = send(method, path, "{" + fields + "}", account);
        var wrong = send(method, path, with(fields, "not the password"), account);
        assertThat(without.problem()).isEqualTo("step-up-required");
        assertThat(wrong.problem()).isEqualTo("invalid-credentials");
        assertThat(backend.receivedCommands.stream()
                        .skip(alreadyReceived)
                        .filter(it -> it.getPayload() instanceof EraseUser || it.getPayload() instanceof ChangeEmail))
                .isEmpty();

        assertThat(send(method, path, with(fields, PASSWORD), account).status())
                .isEqualTo(method.equals("POST") ? 202 : 200);
    }

    @Test
    void to_another_address_gets_the_same_response_whether_it_is_taken_or_not() {
        var account = client.signUp();
        var taken = client.signUp();

        var ofTaken = changeEmail(taken.email(), account);
        var ofFree = changeEmail("nobody-has-this@example.com", account);

        assertThat(ofTaken.status()).isEqualTo(202);
        assertThat(ofTaken.httpResponse().body())
                .isEqualTo(ofFree.httpResponse().body());
        assertThat(backend.lastCommand(ChangeEmail.class).links()).isNotNull();
        assertThat(client.get("/auth/me", account.bearer()).text("/user/email")).isEqualTo(account.email());
    }

    @Test
    void to_a_disposable_address_is_refused() {
        var account = client.signUp();
        var before = backend.count(ChangeEmail.class);

        assertThat(changeEmail("me@mailinator.com", account).problem()).isEqualTo("disposable-email");
        assertThat(backend.count(ChangeEmail.class)).isEqualTo(before);
    }

    @Test
    void to_one_address_too_often_sends_no_more_mails_and_gets_the_same_response() {
        var account = client.signUp();
        var email = "flooded-" + UUID.randomUUID() + "@example.com";
        var before = backend.count(ChangeEmail.class);
        var first = changeEmail(email, account);
        for (var i = 0; i < 4; i++) {
            changeEmail(email, account);
        }

        var sixth = changeEmail(email, account);

        assertThat(backend.count(ChangeEmail.class)).isEqualTo(before + 5);
        assertThat(sixth.status()).isEqualTo(202);
        assertThat(sixth.httpResponse().body()).isEqualTo(first.httpResponse().body());
    }

    @ParameterizedTest
    @CsvSource({
        "PATCH,/auth/me,{\"name\":\"Ada\"}",
        "DELETE,/auth/me,{}",
        "POST,/auth/change-email,{\"email\":\"key@example.com\"}"
    })
    void does_not_accept_an_api_key(String method, String path, String body) {
        var account = client.signUp();

        var byKey = client.send(method, path, body, "X-API-Key", account.apiKey(), "Content-Type", "application/json");
        var withoutCredential = client.send(method, path, body, "Content-Type", "application/json");

        assertThat(byKey.problem()).isEqualTo("credential-not-accepted");
        assertThat(withoutCredential.status()).isEqualTo(401);
    }

    private Response changeEmail(String email, Account account) {
        return send("POST", "/auth/change-email", "{\"email\":\"" + email + "\"}", account);
    }

    private static String with(String fields, String password) {
        return "{" + fields + (fields.isEmpty() ? "" : ",") + "\"current_password\":\"" + password + "\"}";
    }

    private Response send(String method, String path, String body, Account account) {
        return client.send(
                method, path, body, "Authorization", "Bearer " + account.token(), "Content-Type", "application/json");
    }
}
