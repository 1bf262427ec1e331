package org.keyledger.server.endtoend;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Checks responses against the OpenAPI document of the running service, and records which documented responses were seen. */
final class OpenApiValidator {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PROBLEM = "application/problem+json";

    /** Headers of the connection, which the document does not describe. */
    private static final Set<String> CONNECTION_HEADERS =
            Set.of("date", "content-length", "content-type", "transfer-encoding", "connection", "keep-alive");

    /** Problems that every operation can respond with. */
    private static final Set<String> COMMON_PROBLEMS = Set.of("not-found", "method-not-allowed");

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final ObjectNode document;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final Set<String> covered = new ConcurrentSkipListSet<>();

    OpenApiValidator(String json) {
        document = (ObjectNode) JSON.readTree(json);
        document.at("/components/schemas").forEach(OpenApiValidator::forbidUndescribedFields);
    }

    /** An operation of the document. */
    record Operation(String method, String path, JsonNode described) {

        String id() {
            return described.path("operationId").asString();
        }

        boolean answers(String slug) {
            return described
                    .path("x-problems")
                    .valueStream()
                    .anyMatch(it -> it.asString().equals(slug));
        }

        /** OpenAPI cannot describe other methods; the description of {@code check} does. */
        boolean answersEveryMethod() {
            return id().equals("check");
        }

        boolean takesBody() {
            return described.at("/requestBody/content").has("application/json");
        }

        private boolean isAt(String called) {
            var pattern = Pattern.quote(path).replaceAll("\\{[^}]+}", "\\\\E[^/]*\\\\Q");
            return called.split("\\?", 2)[0].matches(pattern);
        }
    }

    /** Stricter than JSON Schema: a field that is not documented is an error. */
    private static void forbidUndescribedFields(JsonNode schema) {
        if (schema instanceof ObjectNode object && schema.has("properties") && !schema.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        schema.path("properties").forEach(OpenApiValidator::forbidUndescribedFields);
        forbidUndescribedFields(schema, "items");
    }

    private static void forbidUndescribedFields(JsonNode schema, String inner) {
        if (schema.has(inner)) {
            forbidUndescribedFields(schema.path(inner));
        }
    }

    List<Operation> operations() {
        var all = new ArrayList<Operation>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(
                                it -> all.add(new Operation(it.getKey().toUpperCase(), path.getKey(), it.getValue()))));
        return all;
    }

    /** The target of a {@code $ref}, or the node itself. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asString().substring(1)) : node;
    }

    Optional<Operation> operation(String method, String path) {
        return operations().stream()
                .filter(it -> (it.method().equals(method) || it.answersEveryMethod()) && it.isAt(path))
                .findFirst();
    }

    /** Violations of the document by this response; a request that is not valid HTTP reaches no operation. */
    List<String> violations(String method, String path, HttpResponse<String> answer) {
        if (answer.statusCode() == 400 && answer.body().contains("\"about:blank\"")) {
            return List.of();
        }
        var slug = slug(answer);
        var operation = operation(method, path);
        if (operation.isEmpty()
                || COMMON_PROBLEMS.contains(slug) && !operation.get().answers(slug)) {
            return COMMON_PROBLEMS.contains(slug)
                    ? List.of()
                    : List.of("no such operation, yet " + answer.statusCode());
        }
        var status = Integer.toString(answer.statusCode());
        var response = operation.get().described().path("responses").path(status);
        covered.add(operation.get().id() + " " + (slug.isEmpty() ? status : slug));
        if (response.isMissingNode()) {
            return List.of("status " + status + " is not described: " + answer.body());
        }
        var wrong = new ArrayList<String>();
        if (!slug.isEmpty() && !operation.get().answers(slug)) {
            wrong.add("problem " + slug + " is not described");
        }
        headers(response.path("headers"), answer, wrong);
        body(operation.get().id() + " " + status, response.path("content"), answer, wrong);
        return wrong;
    }

    private static String slug(HttpResponse<String> answer) {
        if (!type(answer).equals(PROBLEM)) {
            return "";
        }
        var type = JSON.readTree(answer.body()).path("type").asString();
        return type.substring(type.lastIndexOf('/') + 1);
    }

    private static String type(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").split(";")[0];
    }

    private void headers(JsonNode described, HttpResponse<String> answer, List<String> wrong) {
        var there = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        there.addAll(answer.headers().map().keySet());
        there.removeAll(CONNECTION_HEADERS);
        described.properties().forEach(header -> {
            var one = resolve(header.getValue());
            var values = answer.headers().allValues(header.getKey());
            there.remove(header.getKey());
            if (values.isEmpty() && one.path("required").asBoolean(false)) {
                wrong.add("header " + header.getKey() + " is not there");
            }
            for (var value : values) {
                wrong.addAll(schemaErrors(
                        "header " + header.getKey(), one.path("schema"), JsonNodeFactory.instance.stringNode(value)));
            }
        });
        there.forEach(name -> wrong.add("header " + name + " is not described"));
    }

    private void body(String where, JsonNode content, HttpResponse<String> answer, List<String> wrong) {
        if (content.isMissingNode()) {
            if (!answer.body().isEmpty()) {
                wrong.add("a body is not described: " + answer.body());
            }
            return;
        }
        var type = type(answer);
        var schema = content.path(type).path("schema");
        if (schema.isMissingNode()) {
            wrong.add("type " + type + " is not described");
            return;
        }
        var value = type.endsWith("json")
                ? JSON.readTree(answer.body())
                : JsonNodeFactory.instance.stringNode(answer.body());
        wrong.addAll(schemaErrors(where + " " + type, schema, value));
    }

    private List<String> schemaErrors(String where, JsonNode schema, JsonNode value) {
        var rules = schemas.computeIfAbsent(where + schema, key -> REGISTRY.getSchema(standalone(schema)));
        return rules.validate(value.toString(), InputFormat.JSON).stream()
                .map(Error::toString)
                .map(error -> where + " " + error)
                .toList();
    }

    private JsonNode standalone(JsonNode schema) {
        var alone = (ObjectNode) schema.deepCopy();
        alone.set("components", document.path("components"));
        return alone;
    }

    /** Documented responses that were never returned: {@code signUp 201}, {@code signUp email-taken}. */
    Set<String> uncovered() {
        var unseen = new TreeSet<String>();
        for (var operation : operations()) {
            operation.described().path("x-problems").forEach(it -> unseen.add(operation.id() + " " + it.asString()));
            operation.described().path("responses").properties().stream()
                    .filter(it -> !it.getValue().path("content").has(PROBLEM))
                    .forEach(it -> unseen.add(operation.id() + " " + it.getKey()));
        }
        unseen.removeAll(covered);
        return unseen;
    }
}
