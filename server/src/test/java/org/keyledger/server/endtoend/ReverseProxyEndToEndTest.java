package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.keyledger.server.endtoend.ReverseProxyProcess.Kind;
import org.keyledger.server.endtoend.ServiceClient.Response;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the configurations of {@code docs/integrate/gateways.md} as they are, except for hosts and ports. */
@DisplayName("A documented reverse proxy")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReverseProxyEndToEndTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FORGED = "X-Auth-Tenant: forged\r\nx-auth-subject: forged\r\nX-Auth-Key-Id: forged\r\n"
            + "X-Auth-Scopes: *\r\nX_Auth_Tenant: forged\r\nx_auth_key_id: forged\r\n";

    private final ServiceClient client = SharedService.client();
    private final Map<Kind, ReverseProxyProcess> proxies = new EnumMap<>(Kind.class);
    private EchoService orders;
    private ServiceClient owner;
    private Response account;
    private String reader = "";

    @BeforeAll
    void start() throws IOException {
        orders = new EchoService();
        account = client.signUp("proxied-" + UUID.randomUUID() + "@example.com").expect(201);
        owner = client.bearer(account.string("/token"));
        reader = key("\"scopes\":[\"read\"]");
    }

    @AfterAll
    void stop() {
        proxies.values().forEach(ReverseProxyProcess::close);
        orders.close();
    }

    @ParameterizedTest
    @EnumSource
    void passes_an_accepted_key_on_with_its_own_identity_headers(Kind kind) throws IOException {
        var seen = passed(raw(kind, "GET /orders/7?x=%20&scope=admin", FORGED + "X-API-Key: " + reader + "\r\n"));

        assertThat(seen.at("/method").asString()).isEqualTo("GET");
        assertThat(seen.at("/target").asString()).isEqualTo("/orders/7?x=%20&scope=admin");
        assertThat(header(seen, "x-auth-tenant")).containsExactly(account.string("/tenant_id"));
        assertThat(header(seen, "x-auth-subject")).containsExactly(account.string("/user/id"));
        assertThat(header(seen, "x-auth-key-id")).singleElement().asString().startsWith("key_");
        assertThat(header(seen, "x-auth-scopes")).containsExactly("read");
        assertThat(seen.at("/headers").toString()).doesNotContain("forged", "x_auth");
    }

    @ParameterizedTest
    @EnumSource
    void passes_an_access_token_on_without_a_key_id(Kind kind) throws IOException {
        var seen = passed(raw(kind, "GET /", FORGED + "Authorization: Bearer " + account.string("/token") + "\r\n"));

        assertThat(header(seen, "x-auth-tenant")).containsExactly(account.string("/tenant_id"));
        assertThat(header(seen, "x-auth-scopes")).containsExactly("*");
        assertThat(String.join("", header(seen, "x-auth-key-id"))).isEmpty();
        assertThat(seen.at("/headers").toString()).doesNotContain("forged", "x_auth");
    }

    @ParameterizedTest
    @EnumSource
    void returns_every_refusal_with_its_status(Kind kind) {
        var proxy = proxy(kind).client();
        var before = orders.requests();

        assertThat(header(proxy.get("/").expect(401), "WWW-Authenticate")).startsWith("Bearer realm=\"keyledger\"");
        assertThat(header(proxy.key(reader + "x").get("/").expect(401), "WWW-Authenticate"))
                .contains("invalid_token");
        assertThat(header(proxy.key(key("\"scopes\":[\"write\"]")).get("/").expect(403), "WWW-Authenticate"))
                .contains("insufficient_scope");
        proxy.key(key("\"ip_allow\":[\"192.0.2.7\"]")).get("/").expect(403);
        proxy.key(reader).bearer(account.string("/token")).get("/").expect(400);
        assertThat(orders.requests()).isEqualTo(before);

        var limited = proxy.key(key("\"rate_limit\":{\"limit\":1,\"window_seconds\":3600}"));
        limited.get("/").expect(200);
        var refused = limited.get("/").expect(429);
        assertThat(header(refused, "Retry-After")).matches("[1-9][0-9]*");
        assertThat(orders.requests()).isEqualTo(before + 1);
    }

    @ParameterizedTest
    @EnumSource
    void passes_every_method_and_body_on(Kind kind) throws IOException {
        var body = "{\"item\":\"" + "x".repeat(200_000) + "\"}";
        var posted = proxy(kind).client().key(reader).post("/orders", body).expect(200);
        assertThat(posted.string("/method")).isEqualTo("POST");
        assertThat(posted.string("/body")).isEqualTo(body);
        proxy(kind).client().key(reader + "x").post("/orders", body).expect(401);
        var chunked = "X-API-Key: " + reader + "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n";
        assertThat(passed(raw(kind, "PUT /orders/7", chunked)).at("/body").asString())
                .isEqualTo("hello");
        for (var method : List.of("OPTIONS", "DELETE", "PATCH", "PROPFIND")) {
            assertThat(raw(kind, method + " /orders/7", "")).as(method).startsWith("HTTP/1.1 401");
            assertThat(passed(raw(kind, method + " /orders/7", "X-API-Key: " + reader + "\r\n"))
                            .at("/method")
                            .asString())
                    .isEqualTo(method);
        }
        assertThat(raw(kind, "HEAD /orders", "")).startsWith("HTTP/1.1 401");
        assertThat(raw(kind, "HEAD /orders", "X-API-Key: " + reader + "\r\n")).startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @EnumSource
    void passes_long_headers_on_and_no_header_that_changes_the_check(Kind kind) throws IOException {
        var cookies = ("Cookie: a=" + "c".repeat(7_000) + "\r\n").repeat(3) + "X-A: b\r\n".repeat(110);
        passed(raw(kind, "GET /orders", "X-API-Key: " + reader + "\r\n" + cookies));

        var own = "X-Auth-Required-Scope: nothing\r\nX-Auth-Deny: 200\r\nX-Forwarded-For: 192.0.2.7\r\n"
                + "X-Forwarded-Method: TRACE\r\nX-Forwarded-Uri: /auth/check/../docs\r\nX-API-Key: ";
        passed(raw(kind, "GET /orders/a;b=1?deny=1&scope=nothing", own + reader + "\r\n"));
        var elsewhere = key("\"ip_allow\":[\"192.0.2.7\"]");
        assertThat(raw(kind, "GET /orders", own + elsewhere + "\r\n")).startsWith("HTTP/1.1 403");
    }

    @ParameterizedTest
    @EnumSource
    void passes_nothing_on_while_the_check_does_not_answer(Kind kind) {
        var before = orders.requests();
        try (var proxy = ReverseProxyProcess.start(kind, ServiceProcess.freePort(), orders.port())) {
            proxy.client().key(reader).get("/").expect(kind == Kind.NGINX ? 503 : 502);
        }
        assertThat(orders.requests()).isEqualTo(before);
    }

    private ReverseProxyProcess proxy(Kind kind) {
        return proxies.computeIfAbsent(kind, it -> ReverseProxyProcess.start(it, servicePort(), orders.port()));
    }

    static int servicePort() {
        return Integer.parseInt(SharedService.service().settings().get("SERVER_PORT"));
    }

    private String key(String fields) {
        return owner.post("/customer/keys", "{\"label\":\"proxied\"," + fields + "}")
                .expect(201)
                .string("/secret");
    }

    private String raw(Kind kind, String requestLine, String headers) throws IOException {
        return send(proxy(kind).port(), requestLine, headers);
    }

    /** Sends the request as it is and reads until the connection is closed. */
    static String send(int port, String requestLine, String headers) throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            var request =
                    requestLine + " HTTP/1.1\r\nHost: orders.example.com\r\nConnection: close\r\n" + headers + "\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    /** The request as it arrived behind the proxy. */
    private static JsonNode passed(String response) {
        assertThat(response).startsWith("HTTP/1.1 200");
        return JSON.readTree(response.substring(response.indexOf('{'), response.lastIndexOf('}') + 1));
    }

    private static List<String> header(JsonNode seen, String name) {
        return seen.at("/headers/" + name).valueStream().map(JsonNode::asString).toList();
    }

    private static String header(Response response, String name) {
        return response.headers().firstValue(name).orElse("");
    }
}
