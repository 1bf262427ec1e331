package org.keyledger.server.endtoend;

import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keyledger.ledger.annotation.Erased;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replaces ids, times, numbers and secrets in JSON, names and keys, so that equal shapes are equal texts. */
final class Shapes {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern WORD = Pattern.compile("[a-z]+([-_. /+][a-z]+)*|[A-Z]+(_[A-Z]+)*|\\*");
    private static final String SEALED = "$sealed";
    private static final String LAST_FOUR = "lastFour";

    /** The shape of a value that was written for a subject whose key had been destroyed. */
    static final String ERASED = "<erased>";

    private Shapes() {}

    /** A line per field, sorted: its path and the shape of its value. */
    static TreeSet<String> fields(String json) {
        try {
            return fields(JSON.readTree(json));
        } catch (JacksonException e) {
            return new TreeSet<>(java.util.Set.of(text(json)));
        }
    }

    static TreeSet<String> fields(JsonNode json) {
        var lines = new TreeSet<String>();
        walk(json, "", lines);
        return lines;
    }

    private static String subjects(JsonNode under) {
        return under.isArray()
                ? under.valueStream().map(it -> text(it.asString())).collect(Collectors.joining(", "))
                : text(under.asString());
    }

    private static void walk(JsonNode node, String path, TreeSet<String> lines) {
        if (node.has(SEALED)) {
            lines.add((path + " sealed " + String.join("+", node.propertyNames()) + " " + subjects(node.path("under")))
                    .strip());
        } else if (node.isObject()) {
            node.properties()
                    .forEach(field ->
                            walk(field.getValue(), (path.isEmpty() ? "" : path + ".") + named(field.getKey()), lines));
        } else if (node.isArray()) {
            node.forEach(element -> walk(element, path + "[]", lines));
        } else {
            lines.add((path + " " + (path.endsWith(LAST_FOUR) ? "<text>" : value(node))).strip());
        }
    }

    private static String value(JsonNode node) {
        if (node.isString()) {
            return text(node.asString());
        }
        return node.isNumber() ? "<number>" : node.isBoolean() ? "<boolean>" : "null";
    }

    /** The text with placeholders for what differs between runs. */
    static String text(String text) {
        if (text.isEmpty()) {
            return "<empty>";
        }
        if (text.equals(Erased.REPLACEMENT)) {
            return ERASED;
        }
        var named = named(text);
        return WORD.matcher(named).matches() || named.contains("<") ? named : "<text>";
    }

    private static String named(String text) {
        return text.replaceAll("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", "<uuid>")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z", "<time>")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d", "<date>")
                .replaceAll("\\b(cust|key)_[0-9a-f]{32}\\b", "$1_<id>")
                .replaceAll("\\bkl_(live|test)_[0-9A-Za-z]{12}\\b", "kl_$1_<handle>")
                .replaceAll("[0-9a-f]{64}", "<hash>")
                .replaceAll("(?<![0-9A-Za-z_-])[0-9A-Za-z_-]{43}(?![0-9A-Za-z_-])", "<hmac>")
                .replaceAll("(?<=limit:[a-z-]{1,30}:)[0-9A-Za-z_-]{22}", "<hmac>")
                .replaceAll("(?<![0-9A-Za-z])\\d+(?![0-9A-Za-z])", "<n>");
    }
}
