package org.keyledger.gateway.openapi;

import java.util.ArrayList;
import tools.jackson.databind.JsonNode;

/** Renders the fields of a schema as table rows; fields of nested objects have dotted names. */
final class SchemaTableRenderer {

    private final RefResolver references;
    private final HtmlWriter page;

    SchemaTableRenderer(RefResolver references, HtmlWriter page) {
        this.references = references;
        this.page = page;
    }

    void write(JsonNode schema) {
        page.raw("<table>");
        rows("", schema);
        page.raw("</table>");
    }

    private void rows(String prefix, JsonNode schema) {
        var whole = references.resolve(schema);
        var object = whole.has("items") ? references.resolve(whole.path("items")) : whole;
        var within = whole.has("items") ? prefix + "[]." : prefix.isEmpty() ? "" : prefix + ".";
        for (var field : object.path("properties").properties()) {
            var name = within + field.getKey();
            var required = object.path("required")
                    .valueStream()
                    .anyMatch(it -> it.asString().equals(field.getKey()));
            row(name, references.resolve(field.getValue()), required);
            rows(name, field.getValue());
        }
    }

    private void row(String name, JsonNode schema, boolean required) {
        page.raw("<tr><td>").element("code", name).raw("</td><td>").text(kind(schema));
        page.raw(required ? "" : ", optional").raw("</td><td>");
        page.inline(schema.path("description").asString("")).raw("</td></tr>");
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
        var all = new ArrayList<String>();
        values.forEach(value -> all.add(value.asString()));
        return String.join(" or ", all);
    }
}
