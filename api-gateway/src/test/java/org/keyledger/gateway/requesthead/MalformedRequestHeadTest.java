package org.keyledger.gateway.requesthead;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.Socket;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;

@DisplayName("A request whose head is malformed")
@GatewayTest
class MalformedRequestHeadTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("org.keyledger");
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private static final String GOOD = "GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n";

    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    private final ListAppender<ILoggingEvent> warnings = new ListAppender<>();

    @Autowired
    GatewayClient client;

    @Value("${local.server.port}")
    int port;

    @BeforeEach
    void attach_an_appender() {
        appender.start();
        warnings.start();
        LOG.addAppender(appender);
        ROOT.addAppender(warnings);
    }

    @AfterEach
    void detach_the_appender() {
        LOG.detachAppender(appender);
        ROOT.detachAppender(warnings);
        assertThat(warnings.list)
                .noneMatch(line -> line.getLevel().isGreaterOrEqual(Level.WARN)
                        && !line.getLoggerName().endsWith("PageNotFound"));
    }

    @ParameterizedTest
    @CsvSource({
        "/login?verified=%zz,query must be percent-encoded UTF-8.",
        "/login?verified=%ff,query must be percent-encoded UTF-8.",
        "/login?%c3%28=1,query must be percent-encoded UTF-8.",
        "/login?a=%ed%a0%80,query must be percent-encoded UTF-8.",
        "/login?a=%,query must be percent-encoded UTF-8.",
        "/reset-password?token=%4,query must be percent-encoded UTF-8.",
        "/api/auth/verify-email?token=%zz,query must be percent-encoded UTF-8.",
        "/auth/check?x=%zz,query must be percent-encoded UTF-8.",
        "/customer/keys?limit=%zz,query must be percent-encoded UTF-8.",
        "/nothing?%zz,query must be percent-encoded UTF-8.",
        "/health/live?%zz,query must be percent-encoded UTF-8.",
        "/login?a={,query must be percent-encoded UTF-8.",
        "/login?a=[1|2],query must be percent-encoded UTF-8.",
        "/auth/check?a=\\,query must be percent-encoded UTF-8.",
        "/login^,path must be percent-encoded UTF-8.",
        "/auth/me;x=1,path must not contain a semicolon.",
        "/auth;x/me,path must not contain a semicolon.",
        "/auth;x/check/a,path must not contain a semicolon.",
        "/;,path must not contain a semicolon.",
        "/auth/check;x,path must not contain a semicolon."
    })
    void is_refused_with_400_and_one_log_line(String target, String detail) {
        var response = client.sendRaw("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(response).startsWith("HTTP/1.1 400").contains("/problems/invalid-request", detail);
        assertThat(appender.list)
                .singleElement()
                .satisfies(line -> assertThat(line.getLevel()).isEqualTo(Level.INFO));
    }

    @Test
    void has_at_most_1000_parameters() {
        assertThat(client.get("/login?" + "a=1&".repeat(1000)).status()).isEqualTo(200);
        assertThat(client.get("/login?" + "a=1&".repeat(1001)).text("/detail"))
                .isEqualTo("query must have at most 1000 parameters.");
        assertThat(client.get("/login?" + "&".repeat(2000)).status()).isEqualTo(200);
    }

    static Stream<String> heads() {
        return Stream.of(
                "GET /health/live HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nX-A:\r\n\tc\r\nX-B: d\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nX-A: b\r\n \r\n\r\n",
                "GET /health/live HTTP/1.1\r\n Host: a\r\nHost: a\r\n\r\n",
                "GET /health/live HTTP/1.1\nHost: a\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nX-A: b\nX-B: c\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a\r\n\n",
                "GET /problems/%ff HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET /problems/%zz HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /auth/login HTTP/1.1\r\nHost: a\r\ntransfer-encoding: chunked\r\ncontent-length: 5\r\n\r\n0\r\n\r\n",
                "POST /auth/login HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n"
                        + "0\r\n\r\n",
                "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345",
                "GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nX-A: b\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a/b\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a:80_80\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: [::1_]\r\n\r\n",
                "GET /health/live HTTP/1.1\r\nHost: a%zz\r\n\r\n",
                "POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("heads")
    void closes_the_connection_if_it_is_no_valid_http(String head) {
        var response = client.sendRaw(head + GOOD);

        assertThat(response).startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1 ");
        assertThat(response).contains("application/problem+json", "\"type\":\"about:blank\"");
        assertThat(appender.list).hasSize(1);
    }

    static Stream<Arguments> refusalsBeforeRouting() {
        return Stream.of(
                Arguments.of("GET /a b HTTP/1.1\r\nHost: a\r\n", 400, "about:blank", "malformed request line"),
                Arguments.of("G(T /a HTTP/1.1\r\nHost: a\r\n", 400, "about:blank", "malformed request line"),
                Arguments.of("GET /a%zz HTTP/1.1\r\nHost: a\r\n", 400, "about:blank", "malformed request target"),
                Arguments.of("GET ftp://a/b HTTP/1.1\r\nHost: a\r\n", 400, "about:blank", "malformed request target"),
                Arguments.of("GET /login?a=%zz HTTP/1.1\r\nHost: a\r\n", 400, "invalid-request", "query must be"),
                Arguments.of("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n", 400, "about:blank", "more than one Host"),
                Arguments.of("GET / HTTP/1.1\r\n", 400, "about:blank", "no Host"),
                Arguments.of("GET / HTTP/1.1\r\nHost: secret/\r\n", 400, "about:blank", "invalid Host"),
                Arguments.of("GET / HTTP/1.1\r\nHost: a\r\nsecret\r\n", 400, "about:blank", "malformed header line"),
                Arguments.of("GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n", 400, "about:blank", "folded header line"),
                Arguments.of(
                        "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: a\r\n", 400, "about:blank", "Content-Length"),
                Arguments.of("GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n", 501, "about:blank", "coding"),
                Arguments.of("GET / HTTP/3.0\r\nHost: a\r\n", 505, "about:blank", "version"),
                Arguments.of(
                        "TRACE / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n", 405, "method-not-allowed", "methods"),
                Arguments.of("CONNECT / HTTP/1.1\r\nHost: a\r\n", 501, "about:blank", "method"),
                Arguments.of("GET /" + "a".repeat(45_000), 414, "about:blank", "request line too long"),
                Arguments.of(head(201, 10), 431, "headers-too-large", "header lines"),
                Arguments.of(head(2, 33_000), 431, "headers-too-large", "header lines"),
                Arguments.of(head(2, 300_000), 431, "headers-too-large", "header lines"));
    }

    @ParameterizedTest
    @MethodSource("refusalsBeforeRouting")
    void is_logged_with_reason_and_client_address(String head, int status, String problem, String reason) {
        var response = client.sendRaw(head + "\r\n");

        assertThat(response)
                .startsWith("HTTP/1.1 " + status)
                .contains("application/problem+json", problem, "\"status\":" + status);
        assertThat(appender.list).singleElement().satisfies(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.INFO);
            assertThat(line.getFormattedMessage())
                    .contains("status " + status + ", problem " + problem + ", route none, client 127.0.0.1, reason ")
                    .containsPattern("reason [^,]*" + reason)
                    .doesNotContain("secret");
        });
    }

    /** The lines have this length in total. */
    private static String head(int lines, int bytes) {
        var filler = "X-A: b\r\n".repeat(lines - 2);
        var last = Math.max(1, bytes - "Host: a\r\nX-B: \r\n".length() - filler.length());
        return "GET /health/live HTTP/1.1\r\nHost: a\r\n" + filler + "X-B: " + "c".repeat(last) + "\r\n";
    }

    @Test
    void has_at_most_200_header_lines_of_32_kib() {
        var end = "\r\n";
        assertThat(client.sendRaw(head(200, 32 * 1024 - 2) + end + GOOD.replace("a\r\n", "a\r\nConnection: close\r\n")))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("HTTP/1.1 4");
        assertThat(client.sendRaw(head(3, 32 * 1024 - 1) + end)).startsWith("HTTP/1.1 431");
        assertThat(client.sendRaw(head(201, 3_000) + end)).startsWith("HTTP/1.1 431");
        assertThat(client.sendRaw(head(300, 3_000) + end)).contains("/problems/headers-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "key_ledger",
                "_a_",
                "keyledger_app_1:8080",
                "a-.b",
                "x~y!z",
                "a%20b",
                "",
                "[::1]:80",
                "1.2.3.4",
                "a."
            })
    void is_not_one_with_any_legal_host(String host) {
        assertThat(client.sendRaw(GOOD.replace("Host: a", "Connection: close\r\nHost: " + host)))
                .startsWith("HTTP/1.1 200");
    }

    /** Pipelined behind a request, and in pieces of one byte: the parser sees other buffers then. */
    @ParameterizedTest
    @MethodSource("heads")
    void is_found_behind_another_request_and_in_any_piece(String head) throws IOException {
        assertThat(client.sendRaw(GOOD + head + GOOD).split("HTTP/1.1 ", -1))
                .hasSize(3)
                .satisfies(responses -> assertThat(responses[1]).startsWith("200"))
                .satisfies(responses -> assertThat(responses[2]).startsWith("400"));
        try (var socket = new Socket("localhost", port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(20_000);
            for (var octet : head.getBytes(ISO_8859_1)) {
                socket.getOutputStream().write(octet);
                socket.getOutputStream().flush();
                Thread.onSpinWait();
                if (socket.getInputStream().available() > 0) {
                    break;
                }
            }
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void may_not_have_a_bare_line_feed_before_it() {
        assertThat(client.sendRaw("\n" + GOOD)).startsWith("HTTP/1.1 400");
    }

    @Test
    void is_not_one_with_blank_lines_before_it_or_an_empty_header() {
        var response = client.sendRaw("\r\n\r\nGET /health/live HTTP/1.1\r\nHost: a\r\nX-A:\r\nX-B:  c \t\r\n\r\n"
                + GOOD + GOOD.replace("Host: a\r\n", "Host: a\r\nConnection: close\r\n"));

        assertThat(response.split("HTTP/1.1 200", -1)).hasSize(4);
    }

    @Test
    void of_http_0_9_is_not_served() {
        assertThat(client.sendRaw("GET /health/live\r\n"))
                .doesNotContain("\"status\":\"UP\"")
                .contains("HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"email=a%ff", "email=%zz", "email=a%", "email=\u00ff"})
    void has_the_same_rules_in_a_form(String form) {
        var head = "POST /forgot-password HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ";

        assertThat(client.sendRaw(head + form.length() + "\r\n\r\n" + form)).startsWith("HTTP/1.1 400");
    }
}
