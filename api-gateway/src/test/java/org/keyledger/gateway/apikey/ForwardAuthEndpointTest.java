package org.keyledger.gateway.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Checking a credential for a proxy")
@GatewayTest
class ForwardAuthEndpointTest {

    private static final List<String> METHODS = List.of(
            "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "QUERY", "get");

    /** Paths and queries of original requests, some of which are no valid target of this service. */
    private static final List<String> TARGETS = List.of(
            "/auth/check",
            "/auth/check/",
            "/auth/check/orders/7",
            "/auth/check//",
            "/auth/check/a;x=1",
            "/auth/check/a?x=%zz",
            "/auth/check/%zz",
            "/auth/check/a%2fb%5c",
            "/auth/check/a%00",
            "/auth/check/%ff?%ff",
            "/auth/check/a?filter={\"a\":[1|2]}",
            "/auth/check/a\\b^`<c>",
            "/auth/check/a?scope=nothing&deny=nothing",
            "/auth/check/a?" + "a=1&".repeat(1001),
            "/auth/check/" + "a".repeat(7000),
            "/auth/check/../health/live",
            "/auth/check/../../docs",
            "/auth/check/%2e%2e/health/live",
            "/auth/check/..;/health/live",
            "/auth/check/a/../../../openapi.json",
            "/auth/check/../.well-known/jwks.json?x");

    @Autowired
    GatewayClient client;

    private static int requests;

    private String key = "";

    @BeforeEach
    void create_key() {
        key = client.signUp().apiKey();
    }

    static Stream<String> requestLines() {
        return TARGETS.stream().flatMap(target -> METHODS.stream().map(method -> method + " " + target));
    }

    @ParameterizedTest
    @MethodSource("requestLines")
    void depends_on_the_credential_whatever_method_and_target(String requestLine) {
        var refused = raw(requestLine, "");
        assertThat(refused).startsWith("HTTP/1.1 401").contains("WWW-Authenticate: Bearer");
        assertThat(raw(requestLine, "X-API-Key: " + key + "x\r\n")).startsWith("HTTP/1.1 401");
        assertThat(raw(requestLine, "X-API-Key: " + key + "\r\n"))
                .startsWith("HTTP/1.1 200")
                .contains("X-Auth-Tenant: cust_")
                .endsWith("\r\n\r\n");
    }

    /** A browser asks like this before it sends a credential to another origin. */
    @ParameterizedTest
    @ValueSource(strings = {"/auth/check", "/auth/check/orders/7"})
    void does_not_accept_a_preflight_request_without_a_credential(String target) {
        var preflight = "Origin: https://app.example.com\r\nAccess-Control-Request-Method: PUT\r\n";

        assertThat(raw("OPTIONS " + target, preflight)).startsWith("HTTP/1.1 401");
        assertThat(raw("OPTIONS " + target, preflight + "X-API-Key: " + key + "\r\n"))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("Allow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/auth/checks", "/auth/chec%6b/a", "/auth/check%2fa", "/AUTH/CHECK", "/auth//check"})
    void is_at_no_other_path(String target) {
        assertThat(raw("POST " + target, "X-API-Key: " + key + "\r\n")).startsWith("HTTP/1.1 4");
        assertThat(raw("GET " + target, "X-API-Key: " + key + "\r\n")).startsWith("HTTP/1.1 4");
    }

    @ParameterizedTest
    @CsvSource({"/auth/check?x={,400", "/auth/check?x=%zz,400", "/auth/check;x,400", "/login?x=|,400", "/login^,400"})
    void reads_its_own_query_strictly(String target, int status) {
        assertThat(raw("GET " + target, "X-API-Key: " + key + "\r\n")).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void requires_all_scopes_of_the_header() {
        var account = client.signUp();
        var scopes = new String[] {"read", "write"};
        var some = client.post("/customer/keys", Map.of("label", "some", "scopes", scopes), account.bearer())
                .text("/secret");

        for (var target : List.of("/auth/check/orders", "/auth/check", "/auth/check?scope=read")) {
            assertThat(status(target, some, "read")).isEqualTo(200);
            assertThat(status(target, some, "read write")).isEqualTo(200);
            assertThat(status(target, some, " read,\twrite , ")).isEqualTo(200);
            assertThat(status(target, some, "")).isEqualTo(200);
            assertThat(status(target, some, "read predict")).isEqualTo(403);
            assertThat(status(target, some, "predict,read")).isEqualTo(403);
            assertThat(status(target, some, "*")).isEqualTo(403);
            assertThat(status(target, some, "payments:write")).isEqualTo(400);
            assertThat(status(target, account.apiKey(), "payments:write")).isEqualTo(400);
            assertThat(status(target, account.apiKey(), "admin,*")).isEqualTo(200);
        }
        assertThat(raw("GET /auth/check/a", "X-API-Key: " + some + "\r\n" + lines("read", "write")))
                .startsWith("HTTP/1.1 200");
        assertThat(raw("GET /auth/check/a", "X-API-Key: " + some + "\r\n" + lines("read", "admin")))
                .startsWith("HTTP/1.1 403");
        assertThat(client.get("/auth/check/a", "X-API-Key", some, "X-Auth-Required-Scope", "none")
                        .text("/detail"))
                .startsWith("X-Auth-Required-Scope must be one of read, write");
    }

    @Test
    void refuses_with_403_and_names_the_status_if_the_proxy_asks_for_it() {
        var account = client.signUp();
        var fields =
                Map.of("label", "a", "scopes", List.of("read"), "rate_limit", Map.of("limit", 1, "window_seconds", 60));
        var limited = client.post("/customer/keys", fields, account.bearer()).text("/secret");

        var unknown = denied("x");
        assertThat(unknown.header("X-Auth-Status")).isEqualTo("401");
        assertThat(unknown.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        assertThat(unknown.problem()).isEqualTo("unauthenticated");
        assertThat(unknown.json().at("/status").asInt()).isEqualTo(403);
        assertThat(client.get("/auth/check?deny=403", "X-API-Key", limited).status())
                .isEqualTo(200);
        var tooOften = denied(limited);
        assertThat(tooOften.header("X-Auth-Status")).isEqualTo("429");
        assertThat(tooOften.header("Retry-After")).matches("[0-9]+");
        assertThat(tooOften.header("RateLimit")).isNotEmpty();
        var scope = client.get("/auth/check?scope=write&deny=403", "X-API-Key", created(account, "read"));
        assertThat(scope.status()).isEqualTo(403);
        assertThat(scope.header("X-Auth-Status")).isEqualTo("403");
        assertThat(scope.header("WWW-Authenticate")).contains("insufficient_scope");
        assertThat(client.get("/auth/check?scope=wrong&deny=403", "X-API-Key", key)
                        .header("X-Auth-Status"))
                .isEqualTo("400");
        assertThat(raw("GET /auth/check?deny=403&x=%zz", "X-API-Key: " + key + "\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("X-Auth-Status: 400");
        assertThat(client.get("/auth/check?x=403", "X-API-Key", "x").header("X-Auth-Status"))
                .isEmpty();
    }

    @Test
    void takes_the_form_of_refusals_below_its_path_from_a_header() {
        for (var target : List.of("/auth/check/orders?deny=401", "/auth/check")) {
            var refused = client.get(target, "X-API-Key", "x", "X-Auth-Deny", "403");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.header("X-Auth-Status")).isEqualTo("401");
        }
        assertThat(client.get("/auth/check/orders?deny=403", "X-API-Key", "x").status())
                .isEqualTo(401);
        assertThat(client.get("/auth/me", "X-API-Key", "x", "X-Auth-Deny", "403")
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"deny=401", "deny=", "deny=403&deny=401", "deny=%34%30%33", "deny"})
    void accepts_no_other_form_of_refusals(String query) {
        assertThat(client.get("/auth/check?" + query, "X-API-Key", key).text("/detail"))
                .isEqualTo("deny must be 403.");
        assertThat(client.get("/auth/check/a", "X-API-Key", key, "X-Auth-Deny", "401")
                        .text("/detail"))
                .isEqualTo("X-Auth-Deny must be 403.");
    }

    @Test
    void names_the_status_of_a_request_that_tomcat_refuses() {
        assertThat(raw("GET /auth/check?deny=403", "X-A: " + "a".repeat(33_000) + "\r\n"))
                .startsWith("HTTP/1.1 403")
                .contains("X-Auth-Status: 431");
    }

    private GatewayClient.Response denied(String credential) {
        var response = client.get("/auth/check?deny=403", "X-API-Key", credential);
        assertThat(response.status()).isEqualTo(403);
        return response;
    }

    private String created(GatewayClient.Account account, String scope) {
        return client.post("/customer/keys", Map.of("label", "b", "scopes", List.of(scope)), account.bearer())
                .text("/secret");
    }

    private int status(String target, String credential, String scopes) {
        return client.get(target, "X-API-Key", credential, "X-Auth-Required-Scope", scopes)
                .status();
    }

    private static String lines(String first, String second) {
        return "X-Auth-Required-Scope: " + first + "\r\nx-auth-required-scope: " + second + "\r\n";
    }

    private String raw(String requestLine, String headers) {
        var address = "10.99." + (requests++ / 250) + "." + requests % 250; // below the limit of unknown keys
        return client.sendRaw(requestLine + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Forwarded-For: " + address
                + "\r\n" + headers + "\r\n");
    }
}
