package org.keyledger.gateway.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Merges {@code openapi.yaml} and the parts that it lists into one document. */
final class OpenApiMerger {

    private static final String FOLDER = "/openapi/";
    private static final String PARTS = "x-parts";

    private OpenApiMerger() {}

    static ObjectNode merge() {
        var whole = read("openapi");
        for (var name : whole.required(PARTS)) {
            mergeInto(whole, read(name.asString()), name.asString());
        }
        whole.remove(PARTS);
        return whole;
    }

    /** @throws IllegalStateException if two parts contain the same field */
    private static void mergeInto(ObjectNode under, ObjectNode over, String where) {
        for (Map.Entry<String, JsonNode> field : over.properties()) {
            var known = under.get(field.getKey());
            if (known == null) {
                under.set(field.getKey(), field.getValue());
            } else if (known instanceof ObjectNode both && field.getValue() instanceof ObjectNode more) {
                mergeInto(both, more, where + "." + field.getKey());
            } else {
                throw new IllegalStateException(where + "." + field.getKey() + " is in two parts");
            }
        }
    }

    private static ObjectNode read(String name) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        var file = FOLDER + name + ".yaml";
        try (var in = Objects.requireNonNull(OpenApiMerger.class.getResourceAsStream(file), file)) {
            return OpenApiDocument.JSON.valueToTree(new Yaml(new SafeConstructor(options)).load(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
