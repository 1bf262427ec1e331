package org.keyledger.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.ledger.MutableClock;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@DisplayName("Managing API keys")
@GatewayTest
class ApiKeyEndpointsTest {

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Autowired
    MutableClock clock;

    @Test
    void creates_one_and_returns_its_secret() {
        var account = client.signUp();

        var answer = client.post("/customer/keys", Map.of("label", "production-bot-v2"), account.bearer());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().propertyNames())
                .containsExactly(
                        "key_id",
                        "tenant_id",
                        "label",
                        "status",
                        "secret",
                        "prefix",
                        "scopes",
                        "created_at",
                        "expires_at");
        assertThat(answer.text("/key_id")).matches("key_[0-9a-f]{32}");
        assertThat(answer.text("/secret")).startsWith(answer.text("/prefix") + ".");
        assertThat(answer.text("/scopes/0")).isEqualTo("*");
        assertThat(answer.json().at("/expires_at").isNull()).isTrue();
        assertThat(check(answer.text("/secret")).status()).isEqualTo(200);
        assertThat(backend.receivedCommands.toString())
                .doesNotContain(answer.text("/secret").split("\\.")[1]);
    }

    @Test
    void lists_all_without_secrets() {
        var account = client.signUp();
        client.post("/customer/keys", Map.of("label", "second"), account.bearer());

        var answer = client.get("/customer/keys", account.bearer());

        assertThat(answer.json().propertyNames()).containsExactly("keys", "next_cursor");
        assertThat(answer.json().at("/keys")).hasSize(2);
        assertThat(answer.json().at("/keys/0").propertyNames())
                .contains("key_id", "label", "status", "prefix", "last_four", "scopes", "last_used_at", "expires_at")
                .doesNotContain("secret", "digest");
        assertThat(account.apiKey())
                .endsWith(client.get("/customer/keys", account.bearer())
                        .json()
                        .at("/keys")
                        .valueStream()
                        .filter(key -> key.at("/label").asString().equals("default"))
                        .findFirst()
                        .orElseThrow()
                        .at("/last_four")
                        .asString());
    }

    @Test
    void returns_the_fields_of_a_grant_among_the_others_in_a_fixed_order() {
        var account = client.signUp();
        var grant = Map.of(
                "label", "limited",
                "ip_allow", List.of("127.0.0.1"),
                "rate_limit", Map.of("limit", 10, "window_seconds", 60));

        var created = client.post("/customer/keys", grant, account.bearer());
        var found = client.get("/customer/keys/" + created.text("/key_id"), account.bearer());

        assertThat(created.json().propertyNames())
                .containsExactly(
                        "key_id",
                        "tenant_id",
                        "label",
                        "status",
                        "secret",
                        "prefix",
                        "scopes",
                        "created_at",
                        "expires_at",
                        "ip_allow",
                        "rate_limit");
        assertThat(found.json().propertyNames())
                .containsExactly(
                        "key_id",
                        "label",
                        "status",
                        "prefix",
                        "last_four",
                        "scopes",
                        "environment",
                        "created_by",
                        "owner",
                        "created_at",
                        "last_used_at",
                        "expires_at",
                        "ip_allow",
                        "rate_limit");
    }

    @Test
    void finds_one_by_either_spelling_of_its_id() {
        var account = client.signUp();
        var id = created(account);

        assertThat(client.get("/customer/keys/" + id, account.bearer()).text("/key_id"))
                .isEqualTo(id);
        assertThat(client.get("/customer/keys/" + ApiKeyId.parse(id).value(), account.bearer())
                        .text("/key_id"))
                .isEqualTo(id);
    }

    @Test
    void revokes_one_without_a_body_and_responds_the_same_when_repeated() {
        var account = client.signUp();
        var secret = client.post("/customer/keys", Map.of("label", "a"), account.bearer());
        var path = "/customer/keys/" + secret.text("/key_id") + "/revoke";

        var first = client.post(path, account.bearer());
        var again = client.post(path, account.bearer());

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.text("/status")).isEqualTo("revoked");
        assertThat(again.httpResponse().body()).isEqualTo(first.httpResponse().body());
        assertThat(check(secret.text("/secret")).status()).isEqualTo(401);
    }

    @Test
    void confirms_one_that_a_restore_suspended_and_appends_nothing_for_others() {
        var account = client.signUp();
        var secret = client.post("/customer/keys", Map.of("label", "a"), account.bearer());
        var path = "/customer/keys/" + secret.text("/key_id") + "/confirm";
        backend.suspend(ApiKeyId.parse(secret.text("/key_id")));
        assertThat(check(secret.text("/secret")).status()).isEqualTo(401);
        assertThat(client.get("/customer/keys?status=suspended", account.bearer())
                        .json()
                        .at("/keys"))
                .hasSize(1);

        var confirmed = client.post(path, account.bearer());
        var commands = backend.receivedCommands.size();
        var again = client.post(path, account.bearer());

        assertThat(confirmed.status()).isEqualTo(200);
        assertThat(confirmed.text("/status")).isEqualTo("active");
        assertThat(again.httpResponse().body())
                .isEqualTo(confirmed.httpResponse().body());
        assertThat(backend.receivedCommands).hasSize(commands);
        assertThat(check(secret.text("/secret")).status()).isEqualTo(200);
        assertThat(client.post(path, Map.of("X-API-Key", secret.text("/secret")))
                        .status())
                .isIn(401, 403);
        client.post(path.replace("/confirm", "/revoke"), account.bearer());
        assertThat(client.post(path, account.bearer()).problem()).isEqualTo("key-ended");
    }

    @Test
    void waits_for_the_verifier_when_revoked_again_too() {
        var account = client.signUp();
        var path = "/customer/keys/" + created(account) + "/revoke";
        client.post(path, account.bearer());
        backend.verifierIsLate = true;
        try {
            assertThat(client.post(path, account.bearer()).problem()).isEqualTo("verifier-behind");
        } finally {
            backend.verifierIsLate = false;
        }
    }

    @Test
    void rotates_one_in_one_step() {
        var account = client.signUp();
        var old = client.post(
                "/customer/keys",
                Map.of("label", "a", "environment", "test", "scopes", new String[] {"read"}),
                account.bearer());

        var answer = client.post("/customer/keys/" + old.text("/key_id") + "/rotate", account.bearer());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/rotated_from")).isEqualTo(old.text("/key_id"));
        assertThat(answer.text("/key_id")).isNotEqualTo(old.text("/key_id"));
        assertThat(answer.text("/secret")).startsWith("kl_test_");
        assertThat(answer.text("/scopes/0")).isEqualTo("read");
        assertThat(check(old.text("/secret")).status()).isEqualTo(401);
        assertThat(check(answer.text("/secret")).status()).isEqualTo(200);
        assertThat(client.post("/customer/keys/" + old.text("/key_id") + "/rotate", account.bearer())
                        .problem())
                .isEqualTo("key-ended");
    }

    @Test
    void rotates_one_with_the_same_restrictions() {
        var account = client.signUp();
        var body = Map.of(
                "label", "a",
                "ip_allow", List.of("127.0.0.1", "2001:db8::/32"),
                "rate_limit", Map.of("limit", 5, "window_seconds", 60));
        var old = client.post("/customer/keys", body, account.bearer());
        assertThat(old.json().at("/ip_allow").valueStream().map(JsonNode::asString))
                .containsExactly("127.0.0.1/32", "2001:db8:0:0:0:0:0:0/32");

        var answer = client.post("/customer/keys/" + old.text("/key_id") + "/rotate", account.bearer());
        var listed = client.get("/customer/keys/" + answer.text("/key_id"), account.bearer());

        for (var field : List.of("/ip_allow", "/rate_limit")) {
            assertThat(answer.json().at(field)).isEqualTo(old.json().at(field));
            assertThat(listed.json().at(field)).isEqualTo(old.json().at(field));
        }
        assertThat(listed.json().at("/rate_limit/window_seconds").asInt()).isEqualTo(60);
    }

    @Test
    void creates_up_to_sixty_per_minute_and_up_to_the_maximum_of_a_tenant() {
        var account = client.signUp();
        var keys = IntStream.range(0, 60).mapToObj(made -> created(account)).toList();
        assertThat(keys).doesNotHaveDuplicates().doesNotContain("");

        var refused = client.post("/customer/keys", Map.of("label", "a"), account.bearer());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("RateLimit")).startsWith("\"write\";r=0");
        assertThat(created(client.signUp())).startsWith("key_");

        clock.advance(Duration.ofMinutes(1));
        IntStream.range(0, 64 - keys.size()).forEach(made -> created(account));
        var tooMany = client.post("/customer/keys", Map.of("label", "a"), account.bearer());
        assertThat(tooMany.status()).isEqualTo(409);
        assertThat(tooMany.problem()).isEqualTo("too-many-keys");
        assertThat(tooMany.text("/detail")).contains("65");
        client.post("/customer/keys/" + keys.get(0) + "/revoke", account.bearer());
        assertThat(created(account)).startsWith("key_");
    }

    @Test
    void accepts_one_only_from_an_allowed_address() {
        var account = client.signUp();
        var key = client.post(
                        "/customer/keys", Map.of("label", "a", "ip_allow", List.of("192.0.2.0/24")), account.bearer())
                .text("/secret");
        backend.recordedUses.clear();

        var refused = client.get("/auth/check", "X-API-Key", key, "X-Forwarded-For", "198.51.100.7");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("address-not-allowed");
        assertThat(backend.recordedUses).isEmpty();
        assertThat(client.get("/auth/check", "X-API-Key", key, "X-Forwarded-For", "192.0.2.7")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void accepts_one_up_to_its_rate_limit_in_each_window() {
        var account = client.signUp();
        var limit = Map.of("limit", 2, "window_seconds", 60);
        var key = client.post("/customer/keys", Map.of("label", "a", "rate_limit", limit), account.bearer())
                .text("/secret");

        assertThat(check(key).header("RateLimit")).startsWith("\"api-key\";r=1");
        assertThat(check(key).status()).isEqualTo(200);
        var refused = check(key);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);

        clock.advance(Duration.ofMinutes(1));
        assertThat(check(key).status()).isEqualTo(200);
        assertThat(check(account.apiKey()).header("RateLimit")).isEmpty();
    }

    @Test
    void accepts_the_old_one_until_the_overlap_ends() {
        var account = client.signUp();
        var old = client.post("/customer/keys", Map.of("label", "a"), account.bearer());

        client.post(
                "/customer/keys/" + old.text("/key_id") + "/rotate", Map.of("overlap_seconds", 60), account.bearer());

        assertThat(check(old.text("/secret")).status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(60));
        assertThat(check(old.text("/secret")).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | label",
                "{'label':''} | label",
                "{'label':7} | label",
                "{'label':'a','scopes':[]} | scopes",
                "{'label':'a','scopes':['everything']} | scopes",
                "{'label':'a','scopes':[1]} | scopes.[0]",
                "{'label':'a','scopes':'read'} | scopes",
                "{'label':'a','expires_at':1893456000} | expires_at",
                "{'label':'a','expires_at':'2020-01-01T00:00:00Z'} | expires_at",
                "{'label':'a','environment':'prod'} | environment",
                "{'label':'a','environment':0} | environment",
                "{'label':'a','ip_allow':'192.0.2.7'} | ip_allow",
                "{'label':'a','ip_allow':['example.org']} | ip_allow",
                "{'label':'a','ip_allow':['192.0.2.7/24']} | ip_allow",
                "{'label':'a','ip_allow':['192.0.2.0/33']} | ip_allow",
                "{'label':'a','ip_allow':[7]} | ip_allow",
                "{'label':'a','ip_allow':[null]} | ip_allow",
                "{'label':'a','ip_allow':{'$ne':''}} | ip_allow",
                "{'label':'a','rate_limit':100} | rate_limit",
                "{'label':'a','rate_limit':{'limit':0,'window_seconds':60}} | rate_limit",
                "{'label':'a','rate_limit':{'limit':1,'window_seconds':86401}} | rate_limit",
                "{'label':'a','rate_limit':{'limit':1}} | rate_limit.window_seconds",
                "{'label':'a','rate_limit':{'limit':1,'window_seconds':60,'burst':9}} | rate_limit.burst",
                "{'label':'a','rate_limit':{'limit':'1','window_seconds':60}} | rate_limit.limit",
                "{'label':'a','public_key':'-----BEGIN PUBLIC KEY-----'} | public_key",
                "{'label':'a','public_key':{'kty':'EC'}} | public_key",
                "{'label':'a','metadata':'text'} | metadata",
                "{'label':'a','metadata':{'a':1}} | metadata",
                "{'label':'a','metadata':{'a':null}} | metadata",
                "{'label':'a','metadata':{'a':{'b':'c'}}} | metadata",
                "{'label':'a','metadata':{'$sealed':'x'}} | metadata",
                "{'label':'a','metadata':{'':'x'}} | metadata",
                "{'label':'a','metadata':{'a':'x\\u0000erased'}} | metadata",
                "{'label':'a','external_id':7} | external_id",
                "{'label':'a','external_id':''} | external_id",
                "{'label':'a','external_id':'\\u0000erased'} | external_id",
                "{'label':'a','external_id':'a\\nb'} | external_id",
                "{'label':'a','owner':'everybody'} | owner",
                "{'label':'a','owner':1} | owner",
                "{'label':'a','created_by':'x'} | created_by",
                "{'label':'a','last_used_at':'2026-03-21T00:00:00Z'} | last_used_at",
                "{'label':'a','prefix':'kl_live_0'} | prefix",
                "{'label':'a','secret':'x'} | secret",
                "{'label':'a','label':'b'} | ",
                "{'label':'a','user_id':'x'} | user_id",
                "{'label':'a','tenant_id':'x'} | tenant_id",
                "{'label':'a','status':'active'} | status",
            })
    void is_refused_with_the_field_named(String body, String field) {
        var account = client.signUp();
        var before = backend.count(CreateApiKey.class);

        var answer = client.postRaw("/customer/keys", body.replace('\'', '"'), account.bearer());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/errors/0/field")).isEqualTo(field == null ? "" : field);
        assertThat(answer.httpResponse().body()).doesNotContain("org.keyledger", "jackson", "Exception");
        assertThat(backend.count(CreateApiKey.class)).isEqualTo(before);
    }

    @Test
    void stores_metadata_and_an_external_id_and_finds_keys_by_it() {
        var account = client.signUp();
        var body = Map.of("label", "a", "metadata", Map.of("team", "build"), "external_id", "customer 4711");

        var created = client.post("/customer/keys", body, account.bearer());
        created(account);

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.text("/metadata/team")).isEqualTo("build");
        assertThat(created.text("/external_id")).isEqualTo("customer 4711");
        var found = client.get("/customer/keys?external_id=customer%204711", account.bearer());
        assertThat(found.json().at("/keys")).hasSize(1);
        assertThat(found.text("/keys/0/key_id")).isEqualTo(created.text("/key_id"));
        assertThat(found.text("/keys/0/metadata/team")).isEqualTo("build");
        assertThat(client.get(
                                "/customer/keys?external_id=customer%204711",
                                client.signUp().bearer())
                        .json()
                        .at("/keys"))
                .isEmpty();
        var refused = client.get("/customer/keys?external_id=", account.bearer());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.text("/errors/0/field")).isEqualTo("external_id");
    }

    @Test
    void changes_one_field_and_leaves_the_others() {
        var account = client.signUp();
        var body = Map.of(
                "label", "a",
                "scopes", List.of("read", "write"),
                "ip_allow", List.of("192.0.2.0/24"),
                "rate_limit", Map.of("limit", 10, "window_seconds", 60),
                "metadata", Map.of("team", "build"),
                "external_id", "customer 4711");
        var key = client.post("/customer/keys", body, account.bearer());
        var path = "/customer/keys/" + key.text("/key_id");
        var before = client.get(path, account.bearer());

        var changed = patch(account, path, "{'label':'b'}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.text("/label")).isEqualTo("b");
        assertThat(changed.httpResponse().body())
                .isEqualTo(before.httpResponse().body().replace("\"label\":\"a\"", "\"label\":\"b\""));
        var narrowed = patch(account, path, "{'scopes':['read']}");
        assertThat(narrowed.json().at("/scopes")).hasSize(1);
        assertThat(client.get(
                                "/auth/check?scope=write",
                                "X-API-Key",
                                key.text("/secret"),
                                "X-Forwarded-For",
                                "192.0.2.7")
                        .problem())
                .isEqualTo("insufficient-scope");
        var replaced = patch(account, path, "{'metadata':{'floor':'2'},'external_id':'other'}");
        assertThat(replaced.json().at("/metadata").propertyNames()).containsExactly("floor");
        assertThat(replaced.text("/external_id")).isEqualTo("other");
        var cleared = patch(account, path, "{'ip_allow':null,'rate_limit':null,'metadata':null,'external_id':null}");
        assertThat(cleared.json().propertyNames())
                .contains("label", "scopes")
                .doesNotContain("ip_allow", "rate_limit", "metadata", "external_id");
        assertThat(client.get(path, account.bearer()).httpResponse().body())
                .isEqualTo(cleared.httpResponse().body());
    }

    @Test
    void records_nothing_for_a_change_that_changes_nothing() {
        var account = client.signUp();
        var path = "/customer/keys/" + created(account);

        for (var body : List.of("{}", "{'label':'a'}", "{'scopes':['*']}", "{'ip_allow':null,'label':null}")) {
            var before = backend.head();

            var answer = patch(account, path, body);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text("/label")).isEqualTo("a");
            assertThat(backend.head()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'scopes':['*']} | scopes",
                "{'scopes':['read','write']} | scopes",
                "{'scopes':['write']} | scopes",
                "{'scopes':[]} | scopes",
                "{'scopes':['everything']} | scopes",
                "{'label':''} | label",
                "{'ip_allow':[]} | ip_allow",
                "{'ip_allow':['example.org']} | ip_allow",
                "{'rate_limit':{'limit':0,'window_seconds':60}} | rate_limit",
                "{'rate_limit':{'limit':1}} | rate_limit.window_seconds",
                "{'metadata':[]} | metadata",
                "{'metadata':{'a':1}} | metadata",
                "{'external_id':''} | external_id",
                "{'owner':'tenant'} | owner",
                "{'environment':'test'} | environment",
                "{'expires_at':'2999-01-01T00:00:00Z'} | expires_at",
                "{'status':'active'} | status",
                "{'prefix':'kl_live_0'} | prefix",
                "{'secret':'x'} | secret",
                "{'public_key':'x'} | public_key",
                "{'tenant_id':'x'} | tenant_id",
                "{'created_by':'x'} | created_by",
                "{'key_id':'x'} | key_id",
            })
    void refuses_a_change_with_the_field_named(String body, String field) {
        var account = client.signUp();
        var path = "/customer/keys/"
                + client.post("/customer/keys", Map.of("label", "a", "scopes", List.of("read")), account.bearer())
                        .text("/key_id");
        var before = client.get(path, account.bearer()).httpResponse().body();

        var answer = patch(account, path, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/errors/0/field")).isEqualTo(field);
        assertThat(client.get(path, account.bearer()).httpResponse().body()).isEqualTo(before);
    }

    @Test
    void refuses_to_change_an_ended_one() {
        var account = client.signUp();
        var path = "/customer/keys/" + created(account);
        client.post(path + "/revoke", account.bearer());

        assertThat(patch(account, path, "{'label':'b'}").problem()).isEqualTo("key-ended");
    }

    @Test
    void acts_for_the_tenant_if_it_belongs_to_it() {
        var account = client.signUp();
        var key = client.post("/customer/keys", Map.of("label", "a", "owner", "tenant"), account.bearer());
        var tenant = key.text("/tenant_id");
        var own = client.post("/customer/keys", Map.of("label", "b", "owner", "user"), account.bearer());

        var checked = check(key.text("/secret"));
        assertThat(checked.header("X-Auth-Subject")).isEqualTo(tenant);
        assertThat(checked.header("X-Auth-Tenant")).isEqualTo(tenant);
        assertThat(check(own.text("/secret")).header("X-Auth-Subject")).isNotEqualTo(tenant);
        var introspected =
                client.post("/auth/introspect", Map.of("token", key.text("/secret")), "X-API-Key", key.text("/secret"));
        assertThat(introspected.text("/sub")).isEqualTo(tenant);
        var me = client.get("/auth/me", "X-API-Key", key.text("/secret"));
        assertThat(me.status()).isEqualTo(403);
        assertThat(me.problem()).isEqualTo("no-user");
        assertThat(client.get("/auth/me", "X-API-Key", own.text("/secret")).status())
                .isEqualTo(200);
        var listed = client.get("/customer/keys/" + key.text("/key_id"), account.bearer());
        assertThat(listed.text("/owner")).isEqualTo("tenant");
        var rotated = client.post("/customer/keys/" + key.text("/key_id") + "/rotate", account.bearer());
        assertThat(check(rotated.text("/secret")).header("X-Auth-Subject")).isEqualTo(tenant);
    }

    private GatewayClient.Response patch(GatewayClient.Account account, String path, String body) {
        return client.send(
                "PATCH",
                path,
                body.replace('\'', '"'),
                account.bearer()[0],
                account.bearer()[1],
                "Content-Type",
                "application/json");
    }

    @Test
    void is_unrestricted_with_an_empty_ip_allow_as_without_one() {
        var body = Map.of("label", "a", "ip_allow", List.of());

        var answer = client.post("/customer/keys", body, client.signUp().bearer());

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().has("ip_allow")).isFalse();
        assertThat(backend.lastCommand(CreateApiKey.class)
                        .newKey()
                        .grant()
                        .access()
                        .ipAllow())
                .isNull();
        assertThat(check(answer.text("/secret")).status()).isEqualTo(200);
    }

    @Test
    void is_refused_with_an_empty_list_of_scopes() {
        var answer = client.post(
                "/customer/keys",
                Map.of("label", "a", "scopes", List.of()),
                client.signUp().bearer());

        assertThat(answer.text("/detail")).isEqualTo("scopes must name at least one scope, or be left out for all.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=201", "?limit=x", "?status=dead", "?cursor=x"})
    void refuses_invalid_page_parameters(String query) {
        var account = client.signUp();

        var answer = client.get("/customer/keys" + query, account.bearer());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors/0/field").asString()).isIn("limit", "status", "cursor");
    }

    @Test
    void gives_another_tenant_the_same_response_as_for_an_unknown_key() {
        var mine = client.signUp();
        var id = created(mine);
        var otherTenant = client.signUp();
        var madeUp = "key_" + UUID.randomUUID().toString().replace("-", "");

        for (var call : new String[] {
            "/customer/keys/%s",
            "PATCH /customer/keys/%s",
            "/customer/keys/%s/revoke",
            "/customer/keys/%s/rotate",
            "/customer/keys/%s/confirm"
        }) {
            var path = call.substring(call.indexOf('/'));
            var method = call.startsWith("PATCH") ? "PATCH" : path.endsWith("%s") ? "GET" : "POST";
            var existing = client.send(method, path.formatted(id), null, otherTenant.bearer());
            var unknown = client.send(method, path.formatted(madeUp), null, otherTenant.bearer());
            var malformed = client.send(method, path.formatted("1%27or"), null, otherTenant.bearer());

            assertThat(existing.status()).isEqualTo(404);
            assertThat(existing.problem()).isEqualTo("no-such-key");
            assertThat(body(existing)).isEqualTo(body(unknown)).isEqualTo(body(malformed));
        }
        assertThat(client.get("/customer/keys/" + id, mine.bearer()).text("/status"))
                .isEqualTo("active");
    }

    private static String body(GatewayClient.Response answer) {
        return answer.httpResponse().body().replaceAll("urn:uuid:[0-9a-f-]+", "");
    }

    private String created(GatewayClient.Account account) {
        return client.post("/customer/keys", Map.of("label", "a"), account.bearer())
                .text("/key_id");
    }

    private GatewayClient.Response check(String key) {
        return client.get("/auth/check", "X-API-Key", key);
    }
}
