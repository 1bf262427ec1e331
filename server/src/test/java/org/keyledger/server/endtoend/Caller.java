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

/** Sends any request at all, and holds every answer against the contract. */
final class Caller {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private final String base;
    private final Contract contract;
    private final List<String> headers;

    private Caller(String base, Contract contract, List<String> headers) {
        this.base = base;
        this.contract = contract;
        this.headers = headers;
    }

    static Caller at(String base) {
        var document = Caller.send(
                HttpRequest.newBuilder(URI.create(base + "/openapi.json")).GET());
        return new Caller(base, new Contract(document.body()), List.of());
    }

    /** An answer as the contract has it; what is no JSON has no body here. */
    record Answer(int status, JsonNode json, String text, HttpResponse<String> response) {

        String string(String pointer) {
            return json.at(pointer).asString();
        }

        Answer expect(int expected) {
            if (status != expected) {
                throw new AssertionError(response.request() + ": not " + expected + " but " + status + ": " + text);
            }
            return this;
        }
    }

    Contract contract() {
        return contract;
    }

    Caller with(String... more) {
        return new Caller(
                base, contract, Stream.concat(headers.stream(), Stream.of(more)).toList());
    }

    Caller bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    /** From this client's address. */
    Caller from(String address) {
        return with("X-Forwarded-For", address);
    }

    Answer get(String path) {
        return call("GET", path, BodyPublishers.noBody());
    }

    Answer post(String path) {
        return call("POST", path, BodyPublishers.noBody());
    }

    Answer post(String path, String json) {
        return send("POST", path, json);
    }

    Answer send(String method, String path, String json) {
        return with("Content-Type", "application/json").call(method, path, BodyPublishers.ofString(json));
    }

    /** @throws AssertionError if the answer is not as the document says */
    Answer call(String method, String path, BodyPublisher body) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .method(method, body);
        for (var i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        var response = send(request);
        var wrong = new ArrayList<>(contract.wrong(method, path, response));
        if (!wrong.isEmpty()) {
            throw new AssertionError(
                    method + " " + path + " answers " + response.statusCode() + "\n" + String.join("\n", wrong));
        }
        var type = response.headers().firstValue("Content-Type").orElse("");
        var json = type.contains("json") ? JSON.readTree(response.body()) : JSON.createObjectNode();
        return new Answer(response.statusCode(), json, response.body(), response);
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
