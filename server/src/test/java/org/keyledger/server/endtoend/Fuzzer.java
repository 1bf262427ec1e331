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
 * Calls every operation with inputs that a seed decides. Every answer is held against the contract, none may be a 500, and
 * what was refused may have written nothing.
 */
final class Fuzzer {

    /** Refusals that are worth remembering: that they are told in the ledger is their sense. */
    private static final Set<String> REMEMBERED =
            Set.of("invalid-credentials", "invalid-refresh-token", "step-up-required", "too-many-requests");

    private static final int NEW_ACCOUNT_EVERY = 250;

    private final ValidatingClient caller;
    private final LedgerHeadReader head;
    private final Random random;
    private final FuzzInputGenerator inputs;
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private Response account;
    private int sent;

    Fuzzer(ValidatingClient caller, LedgerHeadReader head, long seed) {
        this.caller = caller;
        this.head = head;
        this.random = new Random(seed);
        this.inputs = new FuzzInputGenerator(random, caller.contract()::follow);
    }

    /** How often which status was answered. */
    Map<Integer, Integer> run(int requests) {
        var doors = caller.contract().operations();
        for (sent = 0; sent < requests; sent++) {
            if (sent % NEW_ACCOUNT_EVERY == 0) {
                account = signUp();
            }
            var request = request(doors.get(sent % doors.size()));
            var before = head.now();
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
        return from(caller).post("/auth/signup", FuzzInputGenerator.body(body)).expect(201);
    }

    private void check(Request request, Response answer, long before) {
        if (answer.status() >= 500 && answer.status() != 503) {
            throw new AssertionError(request + " answers " + answer.status());
        }
        var slug = answer.string("/type").replaceAll(".*/", "");
        if (answer.status() >= 400 && answer.status() < 500 && !REMEMBERED.contains(slug) && head.now() != before) {
            var settled = head.settled();
            var again = request.send();
            if (again.status() >= 400 && head.settled() != settled) {
                throw new AssertionError(request + " was refused with " + slug + ", and wrote");
            }
        }
    }

    /** What is sent. */
    private record Request(ValidatingClient caller, String method, String path, String type, byte[] body) {

        boolean signsOut() {
            return path.equals("/auth/logout") || method.equals("DELETE");
        }

        Response send() {
            var publisher = body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
            return (type.isEmpty() ? caller : caller.with("Content-Type", type)).call(method, path, publisher);
        }

        @Override
        public String toString() {
            var shown = new String(body, UTF_8);
            return method + " " + path + " " + shown.substring(0, Math.min(shown.length(), 500));
        }
    }

    private Request request(Operation door) {
        var path = door.path();
        var query = new StringBuilder();
        var who = credential(from(caller), door);
        for (var parameter : door.described().path("parameters")) {
            var one = caller.contract().follow(parameter);
            var name = one.path("name").asString();
            switch (one.path("in").asString()) {
                case "path" -> path = path.replace("{" + name + "}", encoded(parameterValue(name, one)));
                case "query" -> {
                    if (inputs.in(60)) {
                        query.append(query.isEmpty() ? "?" : "&").append(name).append('=');
                        query.append(encoded(parameterValue(name, one)));
                    }
                }
                default -> who = header(who, name);
            }
        }
        var method = inputs.in(2) ? inputs.one(List.of("GET", "POST", "PUT", "DELETE", "PATCH")) : door.method();
        var content = door.described().at("/requestBody/content/application~1json/schema");
        var body = content.isMissingNode() ? new byte[0] : body(content);
        var type = body.length == 0
                ? ""
                : inputs.in(96)
                        ? "application/json"
                        : inputs.one(List.of("text/plain", "application/xml", "application/json;charset=utf-16"));
        return new Request(who, method, path + query, type, body);
    }

    private byte[] body(JsonNode schema) {
        var fields = inputs.fields(schema);
        if (inputs.in(50)) {
            return FuzzInputGenerator.body(fields).getBytes(UTF_8);
        }
        if (inputs.in(3)) {
            return "x".repeat(66_000).getBytes(UTF_8);
        }
        if (inputs.in(5)) {
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            return bytes;
        }
        return inputs.spoiled(fields).getBytes(UTF_8);
    }

    private String parameterValue(String name, JsonNode parameter) {
        if (inputs.in(25)) {
            return inputs.nasty();
        }
        var schema = caller.contract().follow(parameter.path("schema"));
        return schema.path("type").asString("").equals("integer")
                ? String.valueOf(random.nextInt(300) - 20)
                : inputs.text(name, schema);
    }

    private ValidatingClient header(ValidatingClient who, String name) {
        return switch (name) {
            case "Ledger-Position" -> inputs.in(5) ? who.with(name, inputs.one(List.of("x", "-1", "0", "1.5"))) : who;
            case "Idempotency-Key" ->
                inputs.in(20)
                        ? who.with(
                                name,
                                inputs.one(List.of(
                                        "short",
                                        "k".repeat(300),
                                        "fuzz-key-0123456789-" + random.nextInt(50) + "-abcdef")))
                        : who;
            default -> who;
        };
    }

    private ValidatingClient credential(ValidatingClient who, Operation door) {
        var token = account.string("/token");
        return switch (random.nextInt(20)) {
            case 0 -> who;
            case 1 -> who.bearer("nonsense");
            case 2 -> who.with("X-API-Key", account.string("/api_key"));
            case 3 -> who.bearer(token).with("X-API-Key", account.string("/api_key"));
            case 4 -> who.bearer(token.substring(0, token.length() - 2) + "AA");
            case 5 -> who.with("Authorization", "Basic dXNlcjpwYXNz");
            default -> door.answers("unauthenticated") ? who.bearer(token) : who;
        };
    }

    /** Everybody comes from another place: what is looked for is behind the limits. */
    private ValidatingClient from(ValidatingClient who) {
        return who.from("10.%d.%d.%d".formatted(random.nextInt(256), random.nextInt(256), 1 + random.nextInt(254)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
