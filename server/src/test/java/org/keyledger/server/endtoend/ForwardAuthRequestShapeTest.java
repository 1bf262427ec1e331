package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests with the methods, paths and headers that HAProxy with haproxy-auth-request, Traefik and Envoy send by their
 * documentation and the configurations of {@code docs/integrate/gateways.md}. The proxies themselves are not run.
 */
@DisplayName("A check in the form that a proxy sends")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardAuthRequestShapeTest {

    private static final String HAPROXY =
            "connection: close\r\nx-forwarded-for: 198.51.100.7\r\nuser-agent: haproxy\r\n";
    private static final String TRAEFIK = "X-Forwarded-For: 198.51.100.7\r\nX-Forwarded-Host: orders.example.com\r\n"
            + "X-Forwarded-Method: DELETE\r\nX-Forwarded-Port: 80\r\nX-Forwarded-Proto: http\r\n"
            + "X-Forwarded-Server: traefik_1\r\nX-Forwarded-Uri: /orders/7?a=%zz\r\nX-Real-Ip: 198.51.100.7\r\n"
            + "Accept-Encoding: gzip\r\nUser-Agent: Go-http-client/1.1\r\n";
    private static final String ENVOY = "x-forwarded-for: 198.51.100.7\r\nx-auth-required-scope: read\r\n"
            + "content-length: 0\r\nx-envoy-internal: true\r\nx-envoy-expected-rq-timeout-ms: 1000\r\n";

    private final ServiceClient client = SharedService.client();
    private String reader = "";
    private String writer = "";
    private String limited = "";

    @BeforeAll
    void create_keys() {
        var account =
                client.signUp("shapes-" + UUID.randomUUID() + "@example.com").expect(201);
        var owner = client.bearer(account.string("/token"));
        reader = key(owner, "\"scopes\":[\"read\"],\"ip_allow\":[\"198.51.100.7\"]");
        writer = key(owner, "\"scopes\":[\"write\"]");
        limited = key(owner, "\"rate_limit\":{\"limit\":1,\"window_seconds\":86400}");
    }

    static Stream<List<String>> shapes() {
        return Stream.of(
                List.of("GET /auth/check?scope=read", HAPROXY),
                List.of("HEAD /auth/check?scope=read", HAPROXY),
                List.of("GET /auth/check?scope=read", TRAEFIK),
                List.of("GET /auth/check/orders/7?page=2", ENVOY),
                List.of("POST /auth/check/orders", ENVOY),
                List.of("PUT /auth/check/orders/7;v=1?a=%zz&b={", ENVOY),
                List.of("PATCH /auth/check/%2e%2e/docs", ENVOY),
                List.of("DELETE /auth/check/../health/live", ENVOY),
                List.of("OPTIONS /auth/check/orders?scope=admin&deny=403", ENVOY),
                List.of("PROPFIND /auth/check/", ENVOY));
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void is_answered_by_the_credential(List<String> shape) throws IOException {
        assertThat(check(shape, reader))
                .startsWith("HTTP/1.1 200")
                .contains("X-Auth-Tenant: cust_", "X-Auth-Scopes: read");
        assertThat(check(shape, reader + "x")).startsWith("HTTP/1.1 401").contains("WWW-Authenticate");
        assertThat(check(shape, writer)).startsWith("HTTP/1.1 403").contains("insufficient_scope");
        assertThat(check(List.of(shape.get(0), shape.get(1).replace("198.51.100.7", "198.51.100.8")), reader))
                .startsWith("HTTP/1.1 403");
        check(shape, limited);
        assertThat(check(shape, limited)).startsWith("HTTP/1.1 429").contains("Retry-After: ");
    }

    private static String check(List<String> shape, String credential) throws IOException {
        return ReverseProxyEndToEndTest.send(
                ReverseProxyEndToEndTest.servicePort(),
                shape.get(0),
                shape.get(1) + "X-API-Key: " + credential + "\r\n");
    }

    private static String key(ServiceClient owner, String fields) {
        return owner.post("/customer/keys", "{\"label\":\"shape\"," + fields + "}")
                .expect(201)
                .string("/secret");
    }
}
