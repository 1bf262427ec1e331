package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.keyledger.server.endtoend.OpenApiValidator.Operation;
import org.keyledger.server.endtoend.ValidatingClient.Response;
import tools.jackson.databind.JsonNode;

/**
 * Calls every operation with inputs derived from a seed. Checks that every response conforms to the OpenAPI document, that
 * none has status 500, and that refused requests write nothing.
 */
final class Fuzzer {

    /** Refusals that are recorded in the ledger for the audit. */
    private static final Set<String> AUDITED_REFUSALS =
            Set.of("invalid-credentials", "invalid-refresh-token", "step-up-required", "too-many-requests");

    private static final int NEW_ACCOUNT_EVERY = 250;

    private final ValidatingClient client;
    private final LedgerHeadReader headReader;
    private final Random random;
    private final FuzzInputGenerator inputs;
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private Response account;
    private int sent;

    Fuzzer(ValidatingClient client, LedgerHeadReader head, long seed) {
        this.client = client;
        this.headReader = head;
        this.random = new Random(seed);
        this.inputs = new FuzzInputGenerator(random, client.validator()::resolve);
    }

    /** Sends this many requests; returns how often each status was returned. */
    Map<Integer, Integer> run(int requests) {
        var operations = client.validator().operations();
        for (sent = 0; sent < requests; sent++) {
            if (sent % NEW_ACCOUNT_EVERY == 0) {
                account = signUp();
            }
            var request = request(operations.get(sent % operations.size()));
            var before = headReader.count();
            var answer = request.send();
            statuses.merge(answer.status(), 1, Integer::sum);
            check(request, answer, before);
            if (answer.status() < 300) {
                inputs.remember(answer.json());
                account = request.signsOut() ? signUp() : account;
            }
        }
        return statuses;
    }

    private Response signUp() {
        var body = Map.of(
                "email", "\"fuzzer" + System.nanoTime() + "@example.com\"", "password", "\"your-secure-password\"");
        return from(client).post("/auth/signup", FuzzInputGenerator.body(body)).expect(201);
    }

    private void check(Request request, Response answer, long before) {
        if (answer.status() >= 500 && answer.status() != 503) {
            throw new AssertionError(request + " returned " + answer.status());
        }
        var slug = answer.string("/type").replaceAll(".*/", "");
        if (answer.status() >= 400
                && answer.status() < 500
                && !AUDITED_REFUSALS.contains(slug)
                && headReader.count() != before
                && writesAgain(request)) {
            throw new AssertionError(request + " was refused with " + slug + " and wrote to the ledger");
        }
    }

    /** Repeats a refused request, because a commit of an earlier request may have been counted for it. */
    private boolean writesAgain(Request request) {
        var settled = headReader.countWhenSettled();
        return request.send().status() >= 400 && headReader.countWhenSettled() != settled;
    }

    /** A request of the fuzzer. */
    private record Request(ValidatingClient client, String method, String path, String type, byte[] body) {

        boolean signsOut() {
            return path.equals("/auth/logout") || method.equals("DELETE");
        }

        Response send() {
            var publisher = body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
            return (type.isEmpty() ? client : client.with("Content-Type", type)).call(method, path, publisher);
        }

        @Override
        public String toString() {
            var shown = new String(body, UTF_8);
            return method + " " + path + " " + shown.substring(0, Math.min(shown.length(), 500));
        }
    }

    private Request request(Operation operation) {
        var path = operation.path();
        var query = new StringBuilder();
        var sender = credential(from(client), operation);
        for (var parameter : operation.described().path("parameters")) {
            var one = client.validator().resolve(parameter);
            var name = one.path("name").asString();
            switch (one.path("in").asString()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(parameterValue(name, one)));
                case "query" -> {
                    if (inputs.chance(60)) {
                        query.append(query.isEmpty() ? "?" : "&").append(name).append('=');
                        query.append(encoded(parameterValue(name, one)));
                    }
                }
                default -> sender = header(sender, name);
            }
        }
        var method =
                inputs.chance(2) ? inputs.pick(List.of("GET", "POST", "PUT", "DELETE", "PATCH")) : operation.method();
        var content = operation.described().at("/requestBody/content/application~1json/schema");
        var body = content.isMissingNode() ? new byte[0] : body(content);
        var type = body.length == 0
                ? ""
                : inputs.chance(96)
                        ? "application/json"
                        : inputs.pick(List.of("text/plain", "application/xml", "application/json;charset=utf-16"));
        return new Request(sender, method, path + query, type, body);
    }

    private byte[] body(JsonNode schema) {
        var fields = inputs.fields(schema);
        if (inputs.chance(50)) {
            return FuzzInputGenerator.body(fields).getBytes(UTF_8);
        }
        if (inputs.chance(3)) {
            return "x".repeat(66_000).getBytes(UTF_8);
        }
        if (inputs.chance(5)) {
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            return bytes;
        }
        return inputs.spoiled(fields).getBytes(UTF_8);
    }

    private String parameterValue(String name, JsonNode parameter) {
        if (inputs.chance(25)) {
            return inputs.hostileText();
        }
        var schema = client.validator().resolve(parameter.path("schema"));
        return schema.path("type").asString("").equals("integer")
                ? String.valueOf(random.nextInt(300) - 20)
                : inputs.text(name, schema);
    }

    private ValidatingClient header(ValidatingClient sender, String name) {
        return switch (name) {
            case "Ledger-Position" ->
                inputs.chance(5) ? sender.with(name, inputs.pick(List.of("x", "-1", "0", "1.5"))) : sender;
            case "Idempotency-Key" ->
                inputs.chance(20)
                        ? sender.with(
                                name,
                                inputs.pick(List.of(
                                        "short",
                                        "k".repeat(300),
                                        "fuzz-key-0123456789-" + random.nextInt(50) + "-abcdef")))
                        : sender;
            default -> sender;
        };
    }

    private ValidatingClient credential(ValidatingClient sender, Operation operation) {
        var token = account.string("/token");
        return switch (random.nextInt(20)) {
            case 0 -> sender;
            case 1 -> sender.bearer("nonsense");
            case 2 -> sender.with("X-API-Key", account.string("/api_key"));
            case 3 -> sender.bearer(token).with("X-API-Key", account.string("/api_key"));
            case 4 -> sender.bearer(token.substring(0, token.length() - 2) + "AA");
            case 5 -> sender.with("Authorization", "Basic dXNlcjpwYXNz");
            default -> operation.answers("unauthenticated") ? sender.bearer(token) : sender;
        };
    }

    /** A client with a random address, so that no rate limit is reached. */
    private ValidatingClient from(ValidatingClient sender) {
        return sender.from("10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), 1 + random.nextInt(254)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
