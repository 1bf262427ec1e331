package org.keyledger.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** {@code docker-compose.yml} as Compose reads it: anchors resolved and merged, duplicate keys rejected. */
record ComposeFile(Map<String, Object> content) {

    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static ComposeFile ours() {
        return parse(text("docker-compose.yml"));
    }

    static ComposeFile parse(String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new ComposeFile(new Yaml(new SafeConstructor(options)).load(text));
    }

    /** A file of the project. */
    static String text(String name) {
        try {
            return Files.readString(ROOT.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Map<String, Map<String, Object>> services() {
        return section("services");
    }

    Map<String, Object> service(String name) {
        return services().get(name);
    }

    @SuppressWarnings("unchecked")
    Map<String, Map<String, Object>> section(String name) {
        return (Map<String, Map<String, Object>>) content.getOrDefault(name, Map.of());
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Map<String, Object> service, String key) {
        return (Map<String, Object>) service.getOrDefault(key, Map.of());
    }

    @SuppressWarnings("unchecked")
    static List<String> list(Map<String, Object> service, String key) {
        return (List<String>) service.getOrDefault(key, List.of());
    }
}
