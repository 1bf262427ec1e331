package org.keyledger.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Logging a refused request")
@GatewayTest
class RefusedRequestLogTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(RefusedRequestLog.class);

    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @BeforeEach
    void attach_an_appender() {
        appender.start();
        LOG.addAppender(appender);
    }

    @AfterEach
    void detach_the_appender() {
        LOG.detachAppender(appender);
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/auth/me,401,unauthenticated,GET /auth/me",
        "GET,/auth/check?scope=read,401,unauthenticated,GET /auth/check",
        "GET,/customer/keys/somebody@example.com,401,unauthenticated,GET /customer/keys/{key}",
        "POST,/auth/login,400,invalid-request,POST /auth/login",
        "GET,/problems/none,404,not-found,GET /problems/{slug}",
        "GET,/somebody@example.com,404,not-found,none",
        "GET,/auth/login,405,method-not-allowed,none"
    })
    void writes_its_instance_status_route_and_problem(
            String method, String path, int status, String problem, String route) {
        var response = client.send(method, path, null);

        assertThat(response.status()).isEqualTo(status);
        assertThat(line())
                .isEqualTo("Request refused: status %d, problem %s, route %s, instance %s"
                        .formatted(status, problem, route, response.text("/instance")));
    }

    @Test
    void covers_unexpected_errors() {
        backend.nextFailure = Optional.of(new IllegalStateException("unexpected"));

        client.post("/auth/signup", Map.of("email", "fails@example.com", "password", GatewayClient.PASSWORD));

        assertThat(line()).contains("status 500, problem internal, route POST /auth/signup");
    }

    @Test
    void covers_bodies_that_are_too_large() {
        client.sendRaw("POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                + Integer.toHexString(70_000) + "\r\n" + " ".repeat(70_000) + "\r\n0\r\n\r\n");

        assertThat(line()).contains("status 413, problem body-too-large, route POST /auth/login");
    }

    @Test
    void covers_forms_of_pages_without_their_content() {
        sendForm("/forgot-password", "email=somebody");
        assertThat(line()).contains("status 400, problem invalid-request, route POST /forgot-password");

        sendForm("/reset-password", "token=made-up&password=your-secure-password");
        assertThat(line()).contains("status 400, problem invalid-token, route POST /reset-password");
    }

    @Test
    void covers_verification_links() {
        client.get("/api/auth/verify-email?token=made-up");

        assertThat(line()).contains("status 400, problem invalid-token, route GET /api/auth/verify-email");
    }

    @Test
    void covers_requests_that_tomcat_refuses() {
        var response = client.sendRaw("GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n");

        var line = line();
        assertThat(line).contains("status 400, problem about:blank, route none, client 127.0.0.1, reason malformed");
        assertThat(response).contains(line.substring(line.indexOf("urn:uuid:")));
    }

    @Test
    void is_left_out_if_the_request_succeeds() {
        client.get("/health/live");

        assertThat(appender.list).isEmpty();
    }

    private void sendForm(String path, String body) {
        client.form(path, body);
    }

    /** The only line since the last call. */
    private String line() {
        assertThat(appender.list).singleElement().satisfies(event -> {
            assertThat(event.getLevel()).isEqualTo(Level.INFO);
            assertThat(event.getFormattedMessage()).doesNotContain("somebody", "made-up");
        });
        var line = appender.list.remove(0).getFormattedMessage();
        assertThat(UUID.fromString(line.substring(line.indexOf("urn:uuid:") + 9)))
                .isNotNull();
        return line;
    }
}
