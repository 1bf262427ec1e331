package org.keyledger.gateway.openapi;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Validates values against the document's schemas (JSON Schema 2020-12), including formats. */
final class SchemaValidator {

    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final JsonNode document;

    SchemaValidator(JsonNode document) {
        this.document = document;
    }

    static Schema compile(JsonNode schema) {
        return REGISTRY.getSchema(schema);
    }

    static List<String> violations(Schema schema, JsonNode value) {
        return schema.validate(value.toString(), InputFormat.JSON).stream()
                .map(Error::toString)
                .toList();
    }

    /** The violations of a schema of the document by a value; empty if the value is valid. */
    List<String> violations(JsonNode schema, JsonNode value) {
        var alone = (ObjectNode) schema.deepCopy();
        alone.set("components", document.path("components"));
        return violations(compile(alone), value);
    }
}
