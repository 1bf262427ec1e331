package org.keyledger.server.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends any request and checks every response against the OpenAPI document. */
final class ValidatingClient {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final String base;
    private final OpenApiValidator validator;
    private final List<String> headers;

    private ValidatingClient(String base, OpenApiValidator contract, List<String> headers) {
        this.base = base;
        this.validator = contract;
        this.headers = headers;
    }

    static ValidatingClient at(String base) {
        var document = ValidatingClient.send(
                HttpRequest.newBuilder(URI.create(base + "/openapi.json")).GET());
        return new ValidatingClient(base, new OpenApiValidator(document.body()), List.of());
    }

    /** A response that conforms to the OpenAPI document; its JSON is empty if the body is not JSON. */
    record Response(int status, JsonNode json, String text, HttpResponse<String> response) {

        String string(String pointer) {
            return json.at(pointer).asString();
        }

        Response expect(int expected) {
            if (status != expected) {
                throw new AssertionError(response.request() + ": not " + expected + " but " + status + ": " + text);
            }
            return this;
        }
    }

    OpenApiValidator validator() {
        return validator;
    }

    ValidatingClient with(String... more) {
        return new ValidatingClient(
                base,
                validator,
                Stream.concat(headers.stream(), Stream.of(more)).toList());
    }

    /** A client that sends the cookies and the CSRF token of a log-in through the browser API. */
    ValidatingClient withCookiesOf(Response logIn) {
        var cookies = SessionCookieHeaders.of(logIn.response().headers());
        return with("Cookie", cookies.cookie(), "X-CSRF-Token", cookies.csrfToken());
    }

    ValidatingClient bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** The same client with this address. */
    ValidatingClient from(String address) {
        return with("X-Forwarded-For", address);
    }

    Response get(String path) {
        return call("GET", path, BodyPublishers.noBody());
    }

    Response post(String path) {
        return call("POST", path, BodyPublishers.noBody());
    }

    Response post(String path, String json) {
        return send("POST", path, json);
    }

    Response send(String method, String path, String json) {
        return with("Content-Type", "application/json").call(method, path, BodyPublishers.ofString(json));
    }

    /** @throws AssertionError if the response does not conform to the document */
    Response call(String method, String path, BodyPublisher body) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        for (var i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        var response = send(request);
        var wrong = new ArrayList<>(validator.violations(method, path, response));
        if (!wrong.isEmpty()) {
            throw new AssertionError(
                    method + " " + path + " answers " + response.statusCode() + "\n" + String.join("\n", wrong));
        }
        var type = response.headers().firstValue("Content-Type").orElse("");
        var json = type.contains("json") ? JSON.readTree(response.body()) : JSON.createObjectNode();
        return new Response(response.statusCode(), json, response.body(), response);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
