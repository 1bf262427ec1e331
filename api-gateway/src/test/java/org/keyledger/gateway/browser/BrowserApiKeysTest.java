package org.keyledger.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.BrowserClient;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Account;
import org.keyledger.gateway.GatewayClient.Response;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("API keys of the browser API")
@GatewayTest
class BrowserApiKeysTest {

    private static final String KEYS = "/api/auth/api-keys";

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    private Account account;
    private BrowserClient browser;

    @BeforeEach
    void logIn() {
        account = client.signUp();
        browser = loggedIn(account);
    }

    private BrowserClient loggedIn(Account user) {
        backend.verifyEmails(user.tenant());
        var loggedIn = new BrowserClient(client);
        assertThat(loggedIn.logIn(user.email()).status()).isEqualTo(200);
        return loggedIn;
    }

    private Response create(String name) {
        return browser.post(KEYS, Map.of("name", name, "scopes", List.of("read")), browser.csrf());
    }

    private Response patch(String path, String body) {
        var csrf = browser.csrf();
        return browser.send("PATCH", path, body, csrf[0], csrf[1], "Content-Type", "application/json");
    }

    private int check(String key) {
        return client.get("/auth/check", "X-API-Key", key).status();
    }

    @Test
    void are_created_with_a_name_and_scopes() {
        var created = create("build server");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().propertyNames())
                .containsExactly("id", "name", "prefix", "api_key", "scopes", "created_at");
        assertThat(created.text("/id")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(created.text("/api_key")).startsWith(created.text("/prefix") + ".");
        assertThat(check(created.text("/api_key"))).isEqualTo(200);
    }

    @Test
    void have_all_scopes_by_default() {
        assertThat(browser.post(KEYS, Map.of("name", "all"), browser.csrf()).text("/scopes/0"))
                .isEqualTo("*");
    }

    @Test
    void are_listed_as_an_array_without_secrets() {
        var created = create("build server");

        var listed = browser.get(KEYS);

        assertThat(listed.json().isArray()).isTrue();
        assertThat(listed.header("Link")).isEmpty();
        assertThat(listed.json().at("/0").propertyNames())
                .containsExactly(
                        "id", "name", "prefix", "scopes", "last_used_at", "created_at", "status", "expires_at");
        assertThat(listed.httpResponse().body())
                .doesNotContain(created.text("/api_key").split("\\.")[1]);
        assertThat(browser.get(KEYS + "?limit=201").status()).isEqualTo(400);
        assertThat(browser.get(KEYS + "?cursor=x").status()).isEqualTo(400);
    }

    @Test
    void are_found_by_both_spellings_of_their_id() {
        var id = create("build server").text("/id");

        for (var spelling : List.of(id, "key_" + id.replace("-", ""))) {
            assertThat(browser.get(KEYS + "/" + spelling).text("/id")).isEqualTo(id);
        }
        assertThat(browser.get(KEYS + "/nonsense").problem()).isEqualTo("no-such-key");
    }

    @Test
    void are_changed_confirmed_rotated_and_revoked() {
        var created = create("build server");
        var path = KEYS + "/" + created.text("/id");

        assertThat(patch(path, "{\"name\":\"nightly\",\"metadata\":{\"team\":\"build\"}}")
                        .text("/name"))
                .isEqualTo("nightly");
        assertThat(patch(path, "{\"scopes\":[\"*\"]}").status()).isEqualTo(400);
        backend.suspend(ApiKeyId.parse(created.text("/id")));
        assertThat(browser.post(path + "/confirm", browser.csrf()).text("/status"))
                .isEqualTo("active");
        var rotated = browser.post(path + "/rotate", browser.csrf());
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.text("/rotated_from")).isEqualTo(created.text("/id"));
        assertThat(check(created.text("/api_key"))).isEqualTo(401);
        assertThat(check(rotated.text("/api_key"))).isEqualTo(200);

        var revoked = browser.post(KEYS + "/" + rotated.text("/id") + "/revoke", browser.csrf());

        assertThat(revoked.httpResponse().body()).isEqualTo("{\"ok\":true}");
        assertThat(check(rotated.text("/api_key"))).isEqualTo(401);
    }

    @Test
    void need_the_csrf_token_to_be_changed() {
        var id = create("build server").text("/id");
        var before = backend.receivedCommands.size();

        for (var path : List.of("", "/" + id + "/rotate", "/" + id + "/revoke", "/" + id + "/confirm")) {
            assertThat(browser.post(KEYS + path).status()).isEqualTo(403);
            assertThat(browser.post(KEYS + path, "X-CSRF-Token", "wrong").status())
                    .isEqualTo(403);
        }
        assertThat(browser.send("PATCH", KEYS + "/" + id, "{}", "Content-Type", "application/json")
                        .status())
                .isEqualTo(403);
        assertThat(backend.receivedCommands).hasSize(before);
    }

    @Test
    void are_managed_with_a_cookie_only() {
        var before = backend.count(CreateApiKey.class);
        for (var headers : List.of(account.bearer(), new String[] {"X-API-Key", account.apiKey()})) {
            assertThat(client.get(KEYS, headers).problem()).isEqualTo("credential-not-accepted");
            assertThat(client.post(KEYS, Map.of("name", "more"), headers).problem())
                    .isEqualTo("credential-not-accepted");
        }
        assertThat(client.get(KEYS).status()).isEqualTo(401);
        assertThat(backend.count(CreateApiKey.class)).isEqualTo(before);
    }

    @Test
    void of_another_tenant_are_not_found() {
        var id = create("build server").text("/id");
        var other = loggedIn(client.signUp());

        assertThat(other.get(KEYS + "/" + id).problem()).isEqualTo("no-such-key");
        for (var operation : List.of("/rotate", "/revoke", "/confirm")) {
            assertThat(other.post(KEYS + "/" + id + operation, other.csrf()).problem())
                    .isEqualTo("no-such-key");
        }
        assertThat(other.get(KEYS).httpResponse().body()).doesNotContain(id);
        assertThat(browser.get(KEYS + "/" + id).text("/status")).isEqualTo("active");
    }

    @Test
    void refuse_fields_that_callers_cannot_set() {
        for (var field : List.of("label", "status", "prefix", "api_key", "tenant_id", "created_by", "public_key")) {
            var answer = browser.post(KEYS, Map.of("name", "a", field, "x"), browser.csrf());

            assertThat(answer.status()).as(field).isEqualTo(400);
            assertThat(answer.text("/errors/0/field")).isEqualTo(field);
        }
    }
}
