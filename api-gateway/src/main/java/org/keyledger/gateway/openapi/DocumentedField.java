package org.keyledger.gateway.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A row of a table: a field of a schema or a parameter.
 *
 * @param name of an inner field, with dots
 * @param kind the type, the allowed values, or where a parameter is sent
 */
record DocumentedField(String name, String kind, Prose.Paragraph description) {

    /** The fields of a schema, each before its inner fields. */
    static List<DocumentedField> of(JsonNode schema, RefResolver references) {
        var fields = new ArrayList<DocumentedField>();
        add("", schema, references, fields);
        return fields;
    }

    private static void add(String prefix, JsonNode schema, RefResolver references, List<DocumentedField> fields) {
        var resolvedSchema = references.resolve(schema);
        var object = resolvedSchema.has("items") ? references.resolve(resolvedSchema.path("items")) : resolvedSchema;
        var innerPrefix = resolvedSchema.has("items") ? prefix + "[]." : prefix.isEmpty() ? "" : prefix + ".";
        for (var field : object.path("properties").properties()) {
            var name = innerPrefix + field.getKey();
            var required = object.path("required")
                    .valueStream()
                    .anyMatch(it -> it.asString().equals(field.getKey()));
            var resolved = references.resolve(field.getValue());
            var description = Prose.paragraph(resolved.path("description").asString(""));
            fields.add(new DocumentedField(name, kind(resolved) + (required ? "" : ", optional"), description));
            add(name, field.getValue(), references, fields);
        }
    }

    private static String kind(JsonNode schema) {
        if (schema.has("const")) {
            return schema.path("const").asString();
        }
        if (schema.has("enum")) {
            return joined(schema.path("enum"));
        }
        var type = schema.path("type");
        var kind = type.isArray() ? joined(type) : type.asString();
        return schema.has("format") ? kind + ", " + schema.path("format").asString() : kind;
    }

    private static String joined(JsonNode values) {
        return values.valueStream().map(JsonNode::asString).collect(Collectors.joining(" or "));
    }
}
