package org.keyledger.gateway.openapi;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.problem.PublicSettings;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI 3.1 document of this service, built on first use. */
final class OpenApiDocument {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    private final PublicSettings settings;
    private @Nullable ObjectNode cached;

    OpenApiDocument(PublicSettings settings) {
        this.settings = settings;
    }

    /** The caller must not change it. */
    synchronized ObjectNode tree() {
        if (cached == null) {
            cached = new OpenApiCompleter(OpenApiMerger.merge(), settings).build();
        }
        return cached;
    }

    String json() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree());
    }

    String yaml() {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(120);
        return new Yaml(options).dump(JSON.convertValue(tree(), MAP));
    }
}
