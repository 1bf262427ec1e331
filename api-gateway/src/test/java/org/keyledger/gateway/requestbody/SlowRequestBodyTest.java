package org.keyledger.gateway.requestbody;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

/** Bodies that are sent in parts over one connection, as no HTTP client library does. */
@DisplayName("Sending a request body slowly")
@GatewayTest
class SlowRequestBodyTest {

    private static final String ALIVE = "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final int ALL = 64 * 1024 * 1024;

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Autowired
    BodyMemoryBudget budget;

    @Value("${local.server.port}")
    int port;

    private final List<RawHttpConnection> open = new ArrayList<>();
    private static int emailsUsed;

    @BeforeEach
    @AfterEach
    void no_memory_is_reserved() {
        assertThat(budget.used()).isZero();
    }

    @AfterEach
    void close_connections() throws IOException {
        for (var line : open) {
            line.close();
        }
    }

    @Test
    void gets_the_same_response_and_keeps_the_connection() throws IOException {
        var line = call();
        for (var again = 0; again < 3; again++) {
            var body = logIn();
            line.send(head("/auth/login", "Content-Length: " + body.length()));
            line.sendDelayed(body.substring(0, 10));
            line.sendDelayed(body.substring(10));
            assertThat(line.readResponse()).startsWith("HTTP/1.1 401").contains("invalid-credentials", "nosniff");
        }
    }

    @Test
    void in_chunks_gets_the_same_response() throws IOException {
        var body = logIn();
        var line = call();
        line.send(head("/auth/login", "Transfer-Encoding: chunked"));
        line.sendDelayed(Integer.toHexString(body.length()) + "\r\n" + body);
        line.sendDelayed("\r\n0\r\n\r\n");
        assertThat(line.readResponse()).startsWith("HTTP/1.1 401").contains("invalid-credentials");
        assertAlive(line);
    }

    @Test
    void after_expect_100_continue_gets_the_same_response() throws IOException {
        var body = logIn();
        var line = call();
        line.send(head("/auth/login", "Expect: 100-continue", "Content-Length: " + body.length()));
        assertThat(line.readResponse()).startsWith("HTTP/1.1 100");
        line.sendDelayed(body);
        assertThat(line.readResponse()).startsWith("HTTP/1.1 401").contains("invalid-credentials");
        assertAlive(line);
    }

    @Test
    void over_http_1_0_gets_the_same_response() throws IOException {
        var body = logIn();
        var line = call();
        line.send(head("/auth/login", "Content-Length: " + body.length()).replace("HTTP/1.1", "HTTP/1.0"));
        line.sendDelayed(body);
        assertThat(line.readResponse()).startsWith("HTTP/1.1 401").contains("invalid-credentials");
        assertThat(line.readResponse()).isEmpty();
    }

    @Test
    void as_a_form_gets_the_same_response() throws IOException {
        var line = call();
        var form = "email=nobody%40example.com";
        line.send(head("/forgot-password", "Content-Length: " + form.length())
                .replace("application/json", "application/x-www-form-urlencoded"));
        line.sendDelayed(form);
        assertThat(line.readResponse()).startsWith("HTTP/1.1 403").contains("text/html"); // it has no CSRF token
        assertAlive(line);
    }

    @Test
    void does_not_affect_pipelined_requests() throws IOException {
        var body = logIn();
        var line = call();
        line.send(head("/auth/login", "Content-Length: " + body.length()));
        line.sendDelayed(body + ALIVE + ALIVE);
        assertThat(line.readResponse()).startsWith("HTTP/1.1 401");
        assertThat(line.readResponse()).startsWith("HTTP/1.1 200");
        assertThat(line.readResponse()).startsWith("HTTP/1.1 200");
    }

    @Test
    void counts_once_against_the_rate_limit() throws IOException {
        var line = call();
        for (var again = 0; again <= 30; again++) {
            var body = logIn();
            line.send(head("/auth/login", "X-Forwarded-For: 10.60.1.1", "Content-Length: " + body.length()));
            line.sendDelayed(body);
            assertThat(line.readResponse()).startsWith(again < 30 ? "HTTP/1.1 401" : "HTTP/1.1 429");
        }
        assertAlive(line);
    }

    @Test
    void is_not_awaited_if_the_head_is_refused() throws IOException {
        var line = call();
        line.send(head("/customer/keys", "X-API-Key: none", "Content-Length: 20"));
        assertThat(line.readResponse()).startsWith("HTTP/1.1 401").doesNotContain("Connection: close");
        line.send("{\"label\":\"unread\"}  ");
        assertAlive(line);
        line.send(head("/nowhere", "Transfer-Encoding: chunked"));
        assertThat(line.readResponse()).startsWith("HTTP/1.1 404");
        line.send("2\r\n{}\r\n0\r\n\r\n");
        assertAlive(line);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5", "Content-Length: 70000", "Transfer-Encoding: chunked"})
    void is_not_awaited_by_the_check_of_a_credential(String header) throws IOException {
        var key = "X-API-Key: " + client.signUp().apiKey();
        for (var path : List.of("/auth/check", "/auth/check/orders/7")) {
            for (var method : List.of("POST ", "PUT ", "GET ", "OPTIONS ")) {
                var line = call();
                line.send(head(path, header, key).replaceFirst("POST ", method));
                assertThat(line.readResponse()).startsWith("HTTP/1.1 200").contains("X-Auth-Tenant");
            }
        }
    }

    @Test
    void that_is_too_large_is_refused_by_its_declared_length_and_closes_the_connection() throws IOException {
        var body = "x".repeat(1024 * 1024);
        var declared = call();
        declared.send(head("/auth/login", "Content-Length: " + body.length()));
        assertThat(declared.readResponse()).startsWith("HTTP/1.1 413").contains("Connection: close", "body-too-large");
        declared.send(body);
        assertThat(declared.readResponse()).isEmpty();

        var chunked = call();
        chunked.send(head("/auth/login", "Transfer-Encoding: chunked"));
        chunked.sendDelayed(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n");
        assertThat(chunked.readResponse()).startsWith("HTTP/1.1 413").contains("Connection: close", "body-too-large");
        assertThat(chunked.readResponse()).isEmpty();
    }

    @Test
    void that_never_completes_gets_408_and_closes_the_connection() throws IOException {
        var silent = call();
        var slow = call();
        var chunked = call();
        var refused = call();
        silent.send(head("/auth/login", "Content-Length: 100") + "{");
        slow.send(head("/auth/login", "Content-Length: 60000"));
        chunked.send(head("/auth/login", "Transfer-Encoding: chunked") + "ffff\r\n");
        refused.send(head("/customer/keys", "X-API-Key: none", "Content-Length: 60000"));
        assertThat(refused.readResponse()).startsWith("HTTP/1.1 401");
        while (!slow.hasResponse() || !chunked.hasResponse()) {
            slow.sendByteUnlessAnswered();
            chunked.sendByteUnlessAnswered();
        }
        for (var line : List.of(silent, slow, chunked)) {
            assertThat(line.readResponse())
                    .startsWith("HTTP/1.1 408")
                    .contains("Connection: close", "body-too-slow", "nosniff", "application/problem+json");
        }
        assertThat(silent.readResponse()).isEmpty();
        refused.awaitClose();
    }

    @Test
    void and_disconnecting_has_no_effect() throws IOException {
        var before = backend.count(RegisterUser.class);
        var body = "{\"email\":\"gone@example.com\",\"password\":\"your-secure-password\"}";
        var gone = call();
        gone.send(head("/auth/signup", "Content-Length: " + (body.length() + 1)));
        gone.sendDelayed(body);
        gone.close();
        var chunked = call();
        chunked.send(head("/auth/signup", "Transfer-Encoding: chunked"));
        chunked.sendDelayed(Integer.toHexString(body.length()) + "\r\n" + body + "\r\n");
        chunked.close();
        assertAlive(call());
        for (var tried = 0; budget.used() > 0 && tried < 1000; tried++) {
            RawHttpConnection.pause();
        }
        assertThat(backend.count(RegisterUser.class)).isEqualTo(before);
    }

    @Test
    void is_refused_while_other_bodies_use_all_the_memory() throws IOException {
        budget.reserve(ALL);
        try {
            var body = logIn();
            var line = call();
            line.send(head("/auth/login", "Content-Length: " + body.length()));
            line.sendDelayed(body);
            assertThat(line.readResponse()).startsWith("HTTP/1.1 503").contains("overloaded", "Retry-After");
            var atOnce = call();
            atOnce.send(head("/auth/login", "Content-Length: " + body.length()) + body);
            assertThat(atOnce.readResponse()).startsWith("HTTP/1.1 503");
            assertAlive(call());
        } finally {
            budget.release(ALL);
        }
    }

    /** The body of a login, with another address each time. */
    private static String logIn() {
        return "{\"email\":\"late%d@example.com\",\"password\":\"your-secure-password\"}"
                .formatted(1000 + emailsUsed++);
    }

    private static void assertAlive(RawHttpConnection line) throws IOException {
        line.send(ALIVE);
        assertThat(line.readResponse()).startsWith("HTTP/1.1 200");
    }

    private static String head(String path, String... headers) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + String.join("\r\n", headers)
                + (String.join("", headers).contains("X-Forwarded-For") ? "" : "\r\nX-Forwarded-For: 10.60.0.1")
                + "\r\n\r\n";
    }

    private RawHttpConnection call() throws IOException {
        var line = new RawHttpConnection(port);
        open.add(line);
        return line;
    }
}
