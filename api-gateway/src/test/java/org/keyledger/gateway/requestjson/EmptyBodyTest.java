package org.keyledger.gateway.requestjson;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.BrowserClient;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.gateway.cookie.PagePaths;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@DisplayName("A route that takes no body")
@GatewayTest
class EmptyBodyTest {

    private static final String[] JSON = {"Content-Type", "application/json"};
    private static final String ID = UUID.randomUUID().toString();

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    RequestMappingHandlerMapping routes;

    @Value("${local.server.port}")
    int port;

    @Test
    void accepts_none_or_an_empty_object_and_refuses_fields() {
        var refused = 0;
        for (var route : (Iterable<Route>) routesWithoutBody()::iterator) {
            var caller = caller(route);
            var before = backend.receivedCommands.size();
            for (var body : new String[] {"{\"ok\":true}", "{\"token\":null}", "[]", "{}{}", "x"}) {
                assertThat(caller.send(body, JSON).status())
                        .as(route + " " + body)
                        .isEqualTo(400);
            }
            assertThat(caller.send("{\"all\":1}", JSON).text("/detail"))
                    .isEqualTo("all is not a field of this request.");
            assertThat(caller.send("a=b").status()).isEqualTo(415);
            assertThat(backend.receivedCommands).as(route.toString()).hasSize(before);
            assertThat(caller.send("{}", JSON).status()).as(route.toString()).isIn(200, 404);
            assertThat(caller(route).send(null).status()).as(route.toString()).isIn(200, 404);
            refused++;
        }
        assertThat(refused).isGreaterThanOrEqualTo(5);
    }

    /** The body that the head announces never arrives. */
    @Test
    void responds_to_a_get_without_waiting_for_one() throws IOException {
        var account = client.signUp();
        for (var path : (Iterable<String>) routes(Set.of(RequestMethod.GET)).map(Route::path)::iterator) {
            for (var body : new String[] {"Content-Length: 5", "Transfer-Encoding: chunked"}) {
                try (var socket = new Socket("localhost", port)) {
                    socket.setSoTimeout(5000);
                    socket.getOutputStream()
                            .write(("GET " + path + " HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.1\r\n"
                                            + "Authorization: Bearer " + account.token() + "\r\n" + body + "\r\n\r\n")
                                    .getBytes(ISO_8859_1));
                    var status = new String(socket.getInputStream().readNBytes(12), ISO_8859_1);
                    assertThat(status)
                            .as(path + " " + body)
                            .startsWith("HTTP/1.1 ")
                            .doesNotEndWith("408");
                }
            }
        }
    }

    /** Sends a body to a route with the credential that the route accepts. */
    private interface Caller {
        GatewayClient.Response send(@Nullable String body, String... headers);
    }

    private Caller caller(Route route) {
        var account = client.signUp();
        if (!route.path().startsWith("/api/auth/")) {
            return (body, headers) -> client.send(route.method(), route.path(), body, with(account.bearer(), headers));
        }
        backend.verifyEmails(account.tenant());
        var browser = new BrowserClient(client);
        browser.logIn(account.email());
        return (body, headers) ->
                browser.copy().send(route.method(), route.path(), body, with(browser.csrf(), headers));
    }

    private static String[] with(String[] credential, String... headers) {
        return Stream.of(credential, headers).flatMap(Stream::of).toArray(String[]::new);
    }

    private record Route(String method, String path, HandlerMethod endpoint) {}

    private Stream<Route> routesWithoutBody() {
        return routes(Set.of(RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH, RequestMethod.DELETE))
                .filter(route -> !PagePaths.contain(route.path()))
                .filter(route -> Arrays.stream(route.endpoint().getMethodParameters())
                        .noneMatch(it -> it.hasParameterAnnotation(StrictBody.class)
                                || it.getParameterType() == HttpServletRequest.class));
    }

    private Stream<Route> routes(Set<RequestMethod> methods) {
        return routes.getHandlerMethods().entrySet().stream()
                .flatMap(route -> route.getKey().getMethodsCondition().getMethods().stream()
                        .filter(methods::contains)
                        .flatMap(method -> route.getKey().getPatternValues().stream()
                                .map(path ->
                                        new Route(method.name(), path.replaceAll("\\{\\w+}", ID), route.getValue()))));
    }
}
