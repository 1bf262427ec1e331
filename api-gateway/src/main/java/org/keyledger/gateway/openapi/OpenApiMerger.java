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
        var document = read("openapi");
        for (var name : document.required(PARTS)) {
            mergeInto(document, read(name.asString()), name.asString());
        }
        document.remove(PARTS);
        return document;
    }

    /** @throws IllegalStateException if two parts contain the same field */
    private static void mergeInto(ObjectNode target, ObjectNode part, String path) {
        for (Map.Entry<String, JsonNode> field : part.properties()) {
            var present = target.get(field.getKey());
            if (present == null) {
                target.set(field.getKey(), field.getValue());
            } else if (present instanceof ObjectNode presentObject
                    && field.getValue() instanceof ObjectNode partObject) {
                mergeInto(presentObject, partObject, path + "." + field.getKey());
            } else {
                throw new IllegalStateException(path + "." + field.getKey() + " is in two parts");
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
