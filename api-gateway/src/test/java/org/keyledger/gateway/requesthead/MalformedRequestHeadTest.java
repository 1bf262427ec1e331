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

    @ParameterizedTest
    @ValueSource(strings = {"/auth/check/a;x=1", "/auth/check/a?x=%zz", "/auth/check/a?x=%ff"})
    void is_not_judged_where_the_target_belongs_to_another_service(String target) {
        var response = client.sendRaw("GET " + target + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");

        assertThat(response).doesNotContain("/problems/invalid-request");
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
                "GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("heads")
    void closes_the_connection_if_it_is_no_valid_http(String head) {
        var response = client.sendRaw(head + GOOD);

        assertThat(response).startsWith("HTTP/1.1 400").containsOnlyOnce("HTTP/1.1 ");
        assertThat(response).contains("application/problem+json", "\"type\":\"about:blank\"");
        assertThat(appender.list).hasSize(1);
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
