package org.keyledger.server.endtoend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Generates valid and invalid values for a schema; reuses values from earlier responses. */
final class FuzzInputGenerator {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MAX_VALUES = 200;

    private static final List<String> HOSTILE_TEXTS = List.of(
            "",
            " ",
            "null",
            "' OR 1=1 --",
            "{\"$ne\":null}",
            "../../etc/passwd",
            "<script>alert(1)</script>",
            "%00",
            "a\u0000b",
            "\u202e\u2066x",
            "\ud83d\ude00".repeat(80),
            "x".repeat(5_000),
            "\r\nSet-Cookie: a=b",
            "{{7*7}}",
            "${jndi:ldap://localhost/a}",
            "\u212aelvin@example.com",
            "ı@example.com",
            "-1",
            "1e999",
            "9223372036854775808");

    private static final List<String> WRONG_VALUES =
            List.of("null", "true", "1", "-1", "1.5", "1e400", "[]", "{}", "[[[1]]]", "{\"$gt\":\"\"}", "\"\\ud800\"");

    private final Random random;
    private final UnaryOperator<JsonNode> resolver;
    private final Map<String, List<String>> known = new LinkedHashMap<>();
    private int made;

    FuzzInputGenerator(Random random, UnaryOperator<JsonNode> follow) {
        this.random = random;
        this.resolver = follow;
    }

    /** Keeps the named values of a response, such as ids, tokens and secrets, for later requests. */
    void remember(JsonNode answer) {
        answer.properties().forEach(field -> {
            if (field.getValue().isString()) {
                var values = known.computeIfAbsent(field.getKey(), name -> new ArrayList<>());
                values.add(random.nextInt(values.size() + 1), field.getValue().asString());
                if (values.size() > MAX_VALUES) {
                    values.remove(random.nextInt(values.size()));
                }
            }
        });
        answer.forEach(this::remember);
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    String hostileText() {
        return pick(HOSTILE_TEXTS);
    }

    String text(String name, JsonNode schema) {
        var values = known.getOrDefault(name, List.of());
        if (!values.isEmpty() && chance(60)) {
            return pick(values);
        }
        var whole = resolver.apply(schema);
        if (whole.has("enum")) {
            return pick(whole.path("enum").valueStream().toList()).asString();
        }
        return switch (name) {
            case "email" -> "fuzz" + made++ + "@example.com";
            case "password" -> "your-secure-password";
            case "key_id" -> "key_" + "0".repeat(12) + "7" + "0".repeat(3) + "8" + "0".repeat(15);
            default ->
                whole.path("format").asString("").equals("date-time")
                        ? "20" + (10 + random.nextInt(89)) + "-01-01T00:00:00Z"
                        : "some" + made++;
        };
    }

    /** A valid JSON body for the schema. */
    Map<String, String> fields(JsonNode schema) {
        var whole = resolver.apply(schema);
        var required =
                whole.path("required").valueStream().map(JsonNode::asString).toList();
        var fields = new LinkedHashMap<String, String>();
        whole.path("properties").properties().forEach(field -> {
            if (required.contains(field.getKey()) || chance(40)) {
                fields.put(field.getKey(), value(field.getKey(), field.getValue()));
            }
        });
        return fields;
    }

    private String value(String name, JsonNode schema) {
        var whole = resolver.apply(schema);
        return switch (whole.path("type").asString("string")) {
            case "integer" -> String.valueOf(random.nextInt(5_000));
            case "boolean" -> String.valueOf(random.nextBoolean());
            case "array" -> "[" + value("item", whole.path("items")) + "]";
            case "object" -> "{}";
            default -> JSON.writeValueAsString(name.equals("item") ? pick(List.of("read", "*")) : text(name, whole));
        };
    }

    /** The same fields, most of them with invalid values. */
    String spoiled(Map<String, String> fields) {
        var names = List.copyOf(fields.keySet());
        if (!names.isEmpty()) {
            switch (random.nextInt(4)) {
                case 0 -> fields.put(pick(names), pick(WRONG_VALUES));
                case 1 -> fields.put(pick(names), JSON.writeValueAsString(hostileText()));
                case 2 -> fields.remove(pick(names));
                default ->
                    fields.put(pick(List.of("role", "email_verified", "tenant_id", "user_id", "$where")), "true");
            }
        }
        var body = body(fields);
        return switch (random.nextInt(12)) {
            case 0 -> body.substring(0, random.nextInt(body.length()));
            case 1 -> "[" + body + "]";
            case 2 -> body + body;
            case 3 -> body.replaceFirst("^\\{", "{\"email\":\"twice@example.com\",");
            case 4 -> "{\"a\":".repeat(20) + "1" + "}".repeat(20);
            default -> body;
        };
    }

    static String body(Map<String, String> fields) {
        var parts = new ArrayList<String>();
        fields.forEach((name, value) -> parts.add(JSON.writeValueAsString(name) + ":" + value));
        return "{" + String.join(",", parts) + "}";
    }
}
