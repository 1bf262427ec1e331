package org.keyledger.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.UnknownOutcomeException;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Responding with a problem")
@GatewayTest
class ProblemResponseTest {

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @ParameterizedTest
    @CsvSource({
        "POST,/,405,method-not-allowed",
        "GET,/nothing,404,not-found",
        "POST,/nothing,404,not-found",
        "GET,/auth/me/x.css,404,not-found",
        "GET,/auth/me/,404,not-found",
        "GET,/error,404,not-found",
        "GET,/problems/none,404,not-found",
        "GET,/actuator,404,not-found",
        "GET,/auth/login,405,method-not-allowed",
        "POST,/auth/me,405,method-not-allowed",
        "PUT,/customer/keys,405,method-not-allowed",
    })
    void is_the_same_on_every_route(String method, String path, int status, String slug) {
        var answer = client.send(method, path, null);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.json().propertyNames()).containsExactly("type", "title", "status", "detail", "instance");
        assertThat(answer.text("/type")).isEqualTo("http://localhost:8080/problems/" + slug);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void is_not_the_response_of_the_root_which_redirects_to_the_documentation() {
        for (var method : List.of("GET", "HEAD")) {
            var response = client.send(method, "/", null);

            assertThat(response.status()).isEqualTo(302);
            assertThat(response.header("Location")).isEqualTo("/docs");
        }
    }

    @Test
    void of_a_wrong_method_lists_the_allowed_methods() {
        assertThat(client.send("PATCH", "/auth/login", null).header("Allow")).isEqualTo("POST");
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new AppendRejectedException.StorageFullException(), 503, "storage-full"),
                Arguments.of(new AppendRejectedException.OverloadedException("queue of 4096"), 503, "overloaded"),
                Arguments.of(
                        new UnknownOutcomeException("no reply", new RuntimeException("socket")),
                        503,
                        "outcome-unknown"),
                Arguments.of(
                        new StoreUnavailableException("no primary", new RuntimeException("socket")),
                        503,
                        "store-unavailable"),
                Arguments.of(
                        new IllegalStateException("wrapped", new AppendRejectedException.StorageFullException()),
                        503,
                        "storage-full"),
                Arguments.of(new IllegalStateException("SELECT * FROM secrets"), 500, "internal"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void names_the_failure_without_internals(RuntimeException failure, int status, String slug) {
        backend.nextFailure = Optional.of(failure);

        var answer = client.post(
                "/auth/signup",
                Map.of("email", "fails" + UUID.randomUUID() + "@example.com", "password", GatewayClient.PASSWORD));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(slug);
        assertThat(answer.header("Retry-After").isEmpty()).isEqualTo(status != 503);
        assertThat(answer.httpResponse().body())
                .doesNotContain("SELECT", "Exception", "java", "4096", "socket", "primary");
    }

    @Test
    void of_a_position_not_seen_yet_has_a_retry_after() {
        var account = client.signUp();
        var future = Long.toString(backend.head() + 1_000_000);

        var answer = client.get("/auth/me", "Authorization", "Bearer " + account.token(), "Ledger-Position", future);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.problem()).isEqualTo("not-seen-yet");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(client.get("/auth/me", "Authorization", "Bearer " + account.token(), "Ledger-Position", "-1")
                        .text("/errors/0/field"))
                .isEqualTo("Ledger-Position");
    }

    @ParameterizedTest
    @EnumSource(Problem.class)
    void has_a_page_that_explains_it(Problem problem) {
        var page = client.get("/problems/" + problem.slug());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.httpResponse().body()).contains("<h1>").doesNotContain("<script");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'", "style-src 'self'");
    }

    @ParameterizedTest
    @CsvSource({"/health/live", "/.well-known/jwks.json", "/login", "/nothing", "/auth/me"})
    void or_without_one_has_the_security_headers(String path) {
        var answer = client.get(path);

        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).contains("frame-ancestors 'none'");
        assertThat(answer.header("Referrer-Policy")).isEqualTo(path.equals("/login") ? "same-origin" : "no-referrer");
        assertThat(answer.header("Server")).isEmpty();
        assertThat(answer.httpResponse().headers().allValues("Cache-Control")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/*;q=0.1", "application/xml", "nonsense", "*/*"})
    void or_without_one_is_json_whatever_is_accepted(String accept) {
        var account = client.signUp();

        var me = client.get("/auth/me", "Authorization", "Bearer " + account.token(), "Accept", accept);
        var nothing = client.get("/nothing", "Accept", accept);

        assertThat(me.status()).isEqualTo(200);
        assertThat(me.header("Content-Type")).isEqualTo("application/json");
        assertThat(nothing.problem()).isEqualTo("not-found");
    }

    @Test
    void of_an_invalid_request_has_a_detail_that_starts_with_the_first_field_error() {
        var one = client.post("/auth/signup", Map.of("email", "you@example.com"));
        var two = client.post("/auth/signup");

        assertThat(one.text("/detail")).isEqualTo("password is required.");
        assertThat(one.text("/errors/0/detail")).isEqualTo("is required");
        assertThat(two.text("/detail")).isEqualTo("email is required. See errors for all 2 invalid fields.");
    }

    @Test
    void is_what_tomcat_responds_with_too() {
        var answer = client.sendRaw("GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json", "\"instance\":\"urn:uuid:");
        assertThat(answer).doesNotContainIgnoringCase("tomcat").doesNotContain("<html");
    }

    @ParameterizedTest
    @CsvSource({"true,Your email address is verified", "%3Cscript%3E,Log in"})
    void or_the_result_of_a_mailed_link_is_a_plain_page(String verified, String text) {
        var page = client.get("/login?verified=" + verified + "&error=%3Cscript%3E");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.httpResponse().body())
                .contains("<h1>Log in", text)
                .doesNotContain("<script>")
                .containsOnlyOnce("<script")
                .containsPattern("<script type=\"module\" src=\"/assets/[0-9a-f]{16}/passkey\\.js\" nonce=")
                .doesNotContainPattern("role=\"alert\"(?![^>]* hidden></p>)");
        assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    }
}
