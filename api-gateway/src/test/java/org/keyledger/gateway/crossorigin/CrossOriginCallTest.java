package org.keyledger.gateway.crossorigin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Response;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.gateway.authentication.VerifiedCaller;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@DisplayName("A call from a page of another origin")
@GatewayTest
class CrossOriginCallTest {

    private static final String NAMED = "https://app.example.org";
    private static final String FOREIGN = "https://evil.example";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String CREDENTIALS = "Access-Control-Allow-Credentials";

    /**
     * They need no session, but end or renew the one in the cookies, or are bound to the browser by a cookie. Only a page of
     * the service's own origin can use a passkey, and the form of a provider is a navigation.
     */
    private static final Set<String> READ_SENT_COOKIES = Set.of(
            "/api/auth/logout",
            "/api/auth/refresh",
            "/api/auth/passkeys/login/options",
            "/api/auth/passkeys/login/finish",
            "/api/auth/oauth/{provider}/callback");

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping mappings;

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/auth/login",
                "/auth/signup",
                "/auth/me",
                "/customer/keys",
                "/customer/policies",
                "/v1/auth/api-key/token",
                "/api/auth/login",
                "/api/auth/reset-password"
            })
    void that_is_named_passes_its_preflight(String path) {
        var answer = preflight(path, NAMED);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo(NAMED);
        assertThat(answer.header("Access-Control-Allow-Methods").split(", "))
                .contains("GET", "POST", "PATCH", "DELETE");
        assertThat(answer.header("Access-Control-Allow-Headers").split(", "))
                .contains("Authorization", "Content-Type", "X-API-Key", "Idempotency-Key", "Ledger-Position");
        assertThat(answer.header(CREDENTIALS)).isEmpty();
        assertThat(varies(answer)).isTrue();
    }

    @Test
    void that_is_named_reads_the_response_and_its_headers() {
        var email = "cors@example.com";
        var created = call("/auth/signup", Map.of("email", email, "password", GatewayClient.PASSWORD), NAMED);
        var refused = call("/auth/login", Map.of("email", email, "password", "not-the-password"), NAMED);

        assertThat(created.status()).isEqualTo(201);
        assertThat(refused.status()).isEqualTo(401);
        for (var answer : List.of(created, refused)) {
            assertThat(answer.header(ALLOW_ORIGIN)).isEqualTo(NAMED);
            assertThat(answer.header("Access-Control-Expose-Headers").split(", "))
                    .contains(
                            "Ledger-Position",
                            "Retry-After",
                            "RateLimit",
                            "RateLimit-Policy",
                            "WWW-Authenticate",
                            "Link",
                            "Location");
            assertThat(answer.header(CREDENTIALS)).isEmpty();
            assertThat(varies(answer)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                FOREIGN,
                "null",
                "http://app.example.org",
                "https://app.example.org:8443",
                "https://app.example.org.evil.example",
                "https://evil.app.example.org",
                "https://APP.example.org",
                "*"
            })
    void that_is_not_named_is_refused_and_gets_no_cors_header(String origin) {
        var before = backend.receivedCommands.size();

        var answer = call("/auth/signup", Map.of("email", "x@example.com", "password", "your-secure-password"), origin);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("foreign-origin");
        assertThat(answer.httpResponse().headers().map().keySet()).noneMatch(it -> it.startsWith("access-control-"));
        assertThat(varies(answer)).isTrue();
        assertThat(backend.receivedCommands).hasSize(before);
        assertThat(preflight("/auth/signup", origin).problem()).isEqualTo("foreign-origin");
    }

    @Test
    void that_is_not_named_cannot_read_a_response() {
        var account = client.signUp();

        var answer = client.get("/auth/me", "Authorization", "Bearer " + account.token(), "Origin", FOREIGN);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header(ALLOW_ORIGIN)).isEmpty();
        assertThat(varies(answer)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"http://localhost:8080,same-origin", "http://localhost:8080,", "http://127.0.0.1:8080,same-origin"})
    void that_is_the_services_own_is_none(String origin, String site) {
        var headers = site == null
                ? new String[] {"Origin", origin}
                : new String[] {"Origin", origin, "Sec-Fetch-Site", site};

        var answer = client.post("/auth/login", Map.of("email", "own@example.com", "password", "wrong"), headers);

        assertThat(answer.problem()).isEqualTo("invalid-credentials");
        assertThat(answer.header(ALLOW_ORIGIN)).isEmpty();
    }

    /** A form of another site, in a browser that hides where it comes from. */
    @Test
    void that_hides_its_origin_is_refused_if_the_browser_calls_it_cross_site() {
        var body = Map.of("email", "hidden@example.com", "password", "wrong");

        assertThat(client.post("/auth/login", body, "Sec-Fetch-Site", "cross-site")
                        .problem())
                .isEqualTo("foreign-origin");
        assertThat(client.post("/auth/login", body, "Origin", NAMED, "Sec-Fetch-Site", "cross-site")
                        .problem())
                .isEqualTo("invalid-credentials");
    }

    /** Their cookies stay same-site, and a proxy calls /auth/check, which takes every method as GET. */
    @Test
    void that_is_named_may_send_public_calls_of_the_browser_api() {
        var account = client.signUp();
        var body = Map.of("email", account.email(), "password", GatewayClient.PASSWORD);

        var named = client.post("/api/auth/login", body, "Origin", NAMED, "Sec-Fetch-Site", "cross-site");
        var foreign = client.post("/api/auth/login", body, "Origin", "https://evil.example");

        assertThat(named.problem()).isEqualTo("email-not-verified");
        assertThat(foreign.problem()).isEqualTo("foreign-origin");
        assertThat(client.post("/api/auth/forgot-password", Map.of("email", account.email()), "Origin", NAMED)
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/auth/check",
                "/auth/check/upload",
                "/api/auth/me",
                "/api/auth/logout",
                "/api/auth/refresh",
                "/api/auth/api-keys",
                "/api/auth/sessions",
                "/reset-password",
                "/docs"
            })
    void that_is_named_has_no_access_where_cookies_or_proxies_are_read(String path) {
        for (var answer : List.of(
                preflight(path, NAMED), client.get(path, "Origin", NAMED), client.post(path, "Origin", NAMED))) {
            assertThat(answer.httpResponse().headers().map().keySet())
                    .noneMatch(it -> it.startsWith("access-control-"));
        }
    }

    @Test
    void that_is_named_may_make_exactly_the_calls_of_the_browser_api_that_need_no_session() {
        var calls = new HashMap<String, HandlerMethod>();
        mappings.getHandlerMethods().forEach((route, method) -> {
            if (route.getMethodsCondition().getMethods().contains(RequestMethod.POST)) {
                route.getPatternValues().forEach(path -> calls.put(path, method));
            }
        });
        calls.keySet().removeIf(path -> !path.startsWith("/api/auth/") || READ_SENT_COOKIES.contains(path));

        assertThat(calls)
                .allSatisfy((path, method) -> assertThat(CrossOriginRoutes.contain(path))
                        .as(path)
                        .isEqualTo(Arrays.stream(method.getMethodParameters())
                                .map(MethodParameter::getParameterType)
                                .noneMatch(VerifiedCaller.class::isAssignableFrom)));
    }

    @Test
    void to_the_check_is_judged_by_its_credential_alone() {
        var account = client.signUp();

        for (var method : List.of("GET", "POST", "OPTIONS", "DELETE")) {
            var answer =
                    client.send(method, "/auth/check/path", null, "X-API-Key", account.apiKey(), "Origin", FOREIGN);
            assertThat(answer.status()).as(method).isEqualTo(200);
        }
    }

    private Response call(String path, Map<String, ?> body, String origin) {
        return client.post(path, body, "Origin", origin, "Sec-Fetch-Site", "cross-site");
    }

    private Response preflight(String path, String origin) {
        return client.send(
                "OPTIONS",
                path,
                null,
                "Origin",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "content-type");
    }

    private static boolean varies(Response answer) {
        return answer.httpResponse().headers().allValues("Vary").contains("Origin");
    }
}
