package org.keyledger.gateway.authentication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Presenting a credential")
@GatewayTest
class AuthenticationTest {

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @ParameterizedTest
    @ValueSource(strings = {"X-API-Key", "x-api-key", "X-Api-Key", "X-API-KEY"})
    void as_a_key_in_its_header_is_read_in_any_case(String header) {
        var account = client.signUp();

        var answer = client.get("/auth/check", header, account.apiKey());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.httpResponse().body()).isEmpty();
        assertThat(answer.header("X-Auth-Tenant")).isEqualTo(account.tenant());
        assertThat(answer.header("X-Auth-Subject"))
                .isEqualTo(account.json().at("/user/id").asString());
        assertThat(answer.header("X-Auth-Key-Id")).matches("key_[0-9a-f]{32}");
        assertThat(answer.header("X-Auth-Scopes")).isEqualTo("*");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "bearer ", "BEARER  "})
    void as_a_bearer_can_be_a_key_or_a_token(String scheme) {
        var account = client.signUp();

        assertThat(client.get("/auth/check", "Authorization", scheme + account.apiKey())
                        .status())
                .isEqualTo(200);
        var token = client.get("/auth/check", "Authorization", scheme + account.token());
        assertThat(token.status()).isEqualTo(200);
        assertThat(token.header("X-Auth-Key-Id")).isEmpty();
    }

    @Test
    void of_a_scope_that_the_key_lacks_is_403() {
        var account = client.signUp();
        var key = client.post("/customer/keys", Map.of("label", "r", "scopes", new String[] {"read"}), account.bearer())
                .text("/secret");

        assertThat(client.get("/auth/check?scope=read", "X-API-Key", key).header("X-Auth-Scopes"))
                .isEqualTo("read");
        var refused = client.get("/auth/check?scope=read%20write", "X-API-Key", key);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("insufficient-scope");
        assertThat(client.get("/auth/check?scope=write", "X-API-Key", account.apiKey())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void of_two_kinds_that_disagree_is_ambiguous() {
        var account = client.signUp();
        var other = client.signUp();

        var answer = client.get("/auth/me", "X-API-Key", account.apiKey(), "Authorization", "Bearer " + other.token());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("ambiguous-credentials");
        assertThat(client.get("/auth/me", "X-API-Key", account.apiKey(), "X-API-Key", other.apiKey())
                        .status())
                .isEqualTo(400);
        assertThat(client.get("/auth/me", "X-API-Key", account.apiKey(), "Authorization", "Bearer " + account.apiKey())
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/customer/keys",
        "POST,/customer/keys",
        "GET,/customer/keys/x",
        "POST,/customer/keys/x/rotate",
        "POST,/customer/keys/x/revoke",
        "POST,/customer/keys/x/confirm",
        "POST,/auth/logout",
        "POST,/auth/verify-email/request",
        "GET,/auth/verify-email/status"
    })
    void as_a_key_does_not_manage_accounts(String method, String path) {
        var account = client.signUp();

        var answer = client.send(method, path, null, "X-API-Key", account.apiKey());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("credential-not-accepted");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/auth/me",
        "GET,/auth/check",
        "GET,/customer/keys",
        "POST,/customer/keys",
        "GET,/customer/keys/x",
        "POST,/auth/logout"
    })
    void is_required_before_anything_else_is_checked(String method, String path) {
        var answer = client.send(method, path, null);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("unauthenticated");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"keyledger\"");
    }

    @Test
    void counts_as_a_use_only_if_it_is_accepted() {
        var account = client.signUp();
        backend.recordedUses.clear();
        var checked = client.get("/auth/check", "X-API-Key", account.apiKey());
        client.get("/customer/keys", "X-API-Key", account.apiKey());
        client.get("/auth/check", "X-API-Key", account.apiKey().replace('.', '-'));

        assertThat(backend.recordedUses).containsExactly(ApiKeyId.parse(checked.header("X-Auth-Key-Id")));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/auth/check?scope=write,403",
        "GET,/auth/check?scope=nope,400",
        "GET,/auth/me?a=b,200",
        "POST,/auth/introspect,400",
        "POST,/auth/check,200",
        "GET,/customer/keys,403"
    })
    void counts_as_a_use_only_if_the_endpoint_accepts_it(String method, String path, int status) {
        var key = client.post(
                        "/customer/keys",
                        Map.of("label", "a", "scopes", List.of("read")),
                        client.signUp().bearer())
                .text("/secret");
        backend.recordedUses.clear();

        var answer = client.send(method, path, null, "X-API-Key", key);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(backend.recordedUses).hasSize(status == 200 ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "scope=read,200",
        "scope=read&scope=write,200",
        "scope=read+write,200",
        "scope=read%20write&scope=read,200",
        "scope=read&scope=admin,403",
        "scope=admin&scope=read,403",
        "scope=read%20admin,403",
        "scope=*,403",
        "scope=,200",
        "scope=read&scope=nope,400",
        "scope=nope,400",
        "scope=read%2Cwrite,400",
        "scope=Read,400"
    })
    void has_all_requested_scopes_and_unknown_ones_are_refused(String query, int status) {
        var account = client.signUp();
        var key = client.post(
                        "/customer/keys", Map.of("label", "a", "scopes", List.of("read", "write")), account.bearer())
                .text("/secret");

        assertThat(client.get("/auth/check?" + query, "X-API-Key", key).status())
                .isEqualTo(status);
        for (var unrestricted : List.of(account.apiKey(), account.token())) {
            var answer = client.get("/auth/check?" + query, "Authorization", "Bearer " + unrestricted);
            assertThat(answer.status()).isEqualTo(status == 403 ? 200 : status);
            assertThat(answer.text("/detail"))
                    .isEqualTo(status == 400 ? "scope must be one of read, write, predict, admin, *." : "");
        }
        assertThat(client.get("/auth/check?" + query).status()).isEqualTo(401);
    }

    @Test
    void with_one_character_changed_is_refused() {
        var account = client.signUp();
        var wrong = account.apiKey().substring(0, 30)
                + (account.apiKey().charAt(30) == 'a' ? 'b' : 'a')
                + account.apiKey().substring(31);

        var answer = client.get("/auth/check", "X-API-Key", wrong);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic eW91OnBhc3M=", "Bearer", "Bearer ", "Token x", "x"})
    void of_another_scheme_is_refused(String authorization) {
        assertThat(client.get("/auth/me", "Authorization", authorization).status())
                .isEqualTo(401);
    }
}
