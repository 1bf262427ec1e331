package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.ledger.Eventually;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests are written to a socket, because a client library would correct them. */
@DisplayName("Separating the management listener from the API")
class ManagementListenerEndToEndTest {

    private static final List<String> MANAGEMENT_PATHS = List.of("/mailbox", "/metrics", "/health");

    private final int api = Integer.parseInt(SharedService.service().settings().get("SERVER_PORT"));
    private final int management =
            URI.create(SharedService.service().management()).getPort();

    @Test
    void serves_health_metrics_and_mailbox_on_the_management_port() {
        for (var path : MANAGEMENT_PATHS) {
            var response = get(management, path, "localhost:" + management);
            assertThat(response.status()).as(path).isEqualTo(200);
            assertThat(response.head())
                    .contains("Cache-Control: no-store", "X-Content-Type-Options: nosniff", "X-Frame-Options: DENY");
        }
    }

    @Test
    void reports_a_status_and_a_reason_for_each_part() {
        // given a service whose consumers have connected to Kafka
        Eventually.awaitTrue(() -> health().at("/status").asString().equals("up"), () -> health().toString());

        // when
        var health = health();

        // then
        assertThat(health.at("/parts").propertyNames())
                .contains("ledger", "projections", "verifier", "publisher", "mailer", "audit", "disk");
        health.at("/parts").properties().forEach(part -> {
            assertThat(part.getValue().at("/status").asString())
                    .as(part.getKey())
                    .isEqualTo("up");
            assertThat(part.getValue().at("/reason").asString())
                    .as(part.getKey())
                    .isNotBlank();
        });
    }

    private JsonNode health() {
        return get(management, "/health", "127.0.0.1").json();
    }

    /** As a reverse proxy on this machine forwards a request of a client elsewhere, with and without its headers. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: localhost",
                "Host: localhost:8081",
                "Host: id.acme.test",
                "Host: localhost\r\nX-Forwarded-For: 127.0.0.1",
                "Host: localhost\r\nX-Forwarded-Port: 8081\r\nX-Forwarded-Host: localhost:8081",
                "Host: localhost\r\nForwarded: for=127.0.0.1;host=\"localhost:8081\"",
                "Host: localhost\r\nX-Real-IP: 127.0.0.1\r\nVia: 1.1 proxy"
            })
    void serves_no_management_path_on_the_api_port(String headers) {
        for (var path : MANAGEMENT_PATHS) {
            for (var method : List.of("GET", "HEAD", "POST", "OPTIONS", "DELETE")) {
                assertThat(send(api, method, path, headers).status())
                        .as(method + " " + path)
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void serves_no_management_path_on_the_api_port_in_another_spelling() {
        for (var path : MANAGEMENT_PATHS) {
            for (var spelling : spellings(path, api)) {
                assertThat(get(api, spelling, "localhost").status())
                        .as(spelling)
                        .isIn(400, 404);
            }
        }
    }

    @Test
    void serves_no_api_path_on_the_management_port() {
        var paths = get(api, "/openapi.json", "localhost").json().at("/paths").propertyNames();
        assertThat(paths).hasSizeGreaterThan(10);
        for (var path : paths) {
            for (var method : List.of("GET", "POST", "OPTIONS")) {
                assertThat(send(management, method, path.replaceAll("[{}]", ""), "Host: localhost")
                                .status())
                        .as(method + " " + path)
                        .isEqualTo(404);
            }
        }
    }

    @Test
    void has_one_spelling_for_each_path() {
        for (var spelling : List.of(
                "/mailbox;x",
                "/mailbox;a=b",
                "//mailbox",
                "/./mailbox",
                "/x/../mailbox",
                "/mailbox/",
                "/%6dailbox",
                "/MAILBOX",
                "/mailbox%00",
                "/mailbox%2f",
                "/mailbox/../auth/login",
                "/health/live",
                "/",
                "*")) {
            assertThat(get(management, spelling, "localhost").status())
                    .as(spelling)
                    .isIn(400, 404);
        }
    }

    /** What a script of a website sends whose name was pointed to this machine (DNS rebinding). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: rebind.evil.example",
                "Host: rebind.evil.example\r\nOrigin: http://rebind.evil.example\r\nSec-Fetch-Site: same-origin",
                "Host: localhost.evil.example:8081",
                "Host: evil.localhost",
                "Host: 127.1",
                "Host: evil.example\r\nX-Forwarded-Host: localhost",
                "Host: evil.example\r\nForwarded: host=localhost",
                "Host: "
            })
    void refuses_the_name_of_another_host(String headers) {
        for (var path : MANAGEMENT_PATHS) {
            var response = send(management, "GET", path, headers);
            assertThat(response.status()).as(path).isEqualTo(421);
            assertThat(response.head()).contains("Content-Type: application/problem+json");
            assertThat(response.json().at("/type").asString()).endsWith("/problems/misdirected-request");
        }
    }

    @Test
    void refuses_a_request_without_host_and_the_host_of_an_absolute_target() {
        assertThat(exchange(management, "GET /mailbox HTTP/1.0\r\n\r\n").status())
                .isEqualTo(421);
        assertThat(get(management, "http://evil.example/mailbox", "evil.example")
                        .status())
                .isEqualTo(421);
        assertThat(get(management, "http://evil.example/mailbox", "localhost").status())
                .isIn(400, 421);
    }

    @Test
    void accepts_get_and_head_only() {
        assertThat(send(management, "POST", "/mailbox", "Host: localhost").head())
                .contains("HTTP/1.1 405", "Allow: GET, HEAD");
        var head = send(management, "HEAD", "/mailbox", "Host: localhost");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
    }

    @Test
    void answers_malformed_http_with_a_problem() {
        var response = exchange(management, "GET /mailbox HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.head()).contains("application/problem+json");
    }

    private static List<String> spellings(String path, int port) {
        return List.of(
                path + ";x",
                path + ";a=b",
                "/" + path,
                "/." + path,
                "/x/.." + path,
                path + "/",
                path + "?x=y",
                path.replace("/m", "/%6d").replace("/h", "/%68"),
                path.toUpperCase(java.util.Locale.ROOT),
                path + "%2f",
                "http://localhost:" + port + path,
                "http://localhost:8081" + path,
                "/health/.." + path,
                "/health/live/../.." + path);
    }

    private static RawResponse get(int port, String target, String host) {
        return send(port, "GET", target, "Host: " + host);
    }

    private static RawResponse send(int port, String method, String target, String headers) {
        return exchange(port, method + " " + target + " HTTP/1.1\r\n" + headers + "\r\nConnection: close\r\n\r\n");
    }

    private static RawResponse exchange(int port, String request) {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            var parts = new String(socket.getInputStream().readAllBytes(), ISO_8859_1).split("\r\n\r\n", 2);
            return new RawResponse(parts[0], parts.length < 2 ? "" : parts[1]);
        } catch (IOException e) {
            throw new AssertionError(request, e);
        }
    }

    private record RawResponse(String head, String body) {

        int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        /** The body without the lines of its chunks, if it has any. */
        JsonNode json() {
            var text = body.substring(body.indexOf('{'), body.lastIndexOf('}') + 1);
            return JsonMapper.shared().readTree(text.replaceAll("\r\n[0-9a-f]+\r\n", ""));
        }
    }
}
