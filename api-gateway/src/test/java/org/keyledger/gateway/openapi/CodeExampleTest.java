package org.keyledger.gateway.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.ledger.RequiredTool;
import tools.jackson.databind.JsonNode;

/** Each language has one run of its checker, over the examples of all operations. */
@DisplayName("Writing code examples")
class CodeExampleTest {

    private static final JsonNode DOCUMENT =
            new OpenApiDocument(new PublicSettings(URI.create("https://id.example.com"))).tree();
    private static final List<DocumentedOperation> OPERATIONS = DocsPage.of(DOCUMENT).sections().stream()
            .flatMap(section -> section.operations().stream())
            .toList();

    @TempDir
    private Path folder;

    @Test
    void gives_every_operation_one_example_of_each_language() {
        var described =
                DOCUMENT.path("paths").valueStream().mapToInt(JsonNode::size).sum();

        assertThat(OPERATIONS)
                .hasSize(described)
                .allSatisfy(operation -> assertThat(operation.examples())
                        .as(operation.id())
                        .extracting(CodeExample::language)
                        .containsExactly("curl", "Python", "JavaScript", "Java"));
    }

    @Test
    void names_the_method_the_path_and_the_credential_of_the_operation() {
        for (var operation : OPERATIONS) {
            var fixedPart = operation.path().replaceFirst("\\{.*", "");
            for (var example : operation.examples()) {
                var code = example.code();
                assertThat(code).as(operation.id()).contains(fixedPart).doesNotContain("/{");
                if (!operation.method().equals("GET")) {
                    assertThat(code.toUpperCase(Locale.ROOT)).as(operation.id()).contains(operation.method());
                }
                if (operation.authentication().startsWith("bearer token")) {
                    assertThat(code).as(operation.id()).contains("ACCESS_TOKEN");
                }
            }
        }
    }

    @Test
    void writes_valid_bash() throws Exception {
        check(
                Files.writeString(folder.resolve("examples.sh"), joined("curl", "# %s%n%s%n")),
                RequiredTool.require("bash").toString(),
                "-n");
    }

    @Test
    void writes_valid_python() throws Exception {
        check(
                Files.writeString(folder.resolve("examples.py"), joined("python", "# %s%n%s%n")),
                RequiredTool.require("python3").toString(),
                "-m",
                "py_compile");
    }

    /** An example is the body of an async function there, which may contain {@code await} as a module may. */
    @Test
    void writes_valid_javascript() throws Exception {
        check(
                Files.writeString(
                        folder.resolve("examples.mjs"), joined("javascript", "async function %s() {%n%s%n}%n")),
                RequiredTool.require("node").toString(),
                "--check");
    }

    @Test
    void writes_java_that_compiles_without_a_warning() {
        var sources = new ArrayList<JavaFileObject>();
        examples("java").forEach((id, code) -> sources.add(source(id, code)));
        var found = new DiagnosticCollector<JavaFileObject>();
        var options = List.of("-Xlint:all", "-proc:none", "-implicit:none", "-d", folder.toString());

        var compiled = ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, found, options, null, sources)
                .call();

        assertThat(found.getDiagnostics()).isEmpty();
        assertThat(compiled).isTrue();
    }

    private static JavaFileObject source(String operation, String code) {
        var uri = URI.create("string:///" + operation + "/Example.java");
        return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return "package " + operation + ";\n" + code;
            }
        };
    }

    private static Map<String, String> examples(String language) {
        var examples = new TreeMap<String, String>();
        for (var operation : OPERATIONS) {
            for (var example : operation.examples()) {
                if (example.id().equals(language)) {
                    examples.put(operation.id(), example.code());
                }
            }
        }
        return examples;
    }

    private static String joined(String language, String format) {
        return examples(language).entrySet().stream()
                .map(example -> format.formatted(example.getKey(), example.getValue()))
                .collect(Collectors.joining());
    }

    private static void check(Path file, String... command) throws IOException, InterruptedException {
        var arguments = new ArrayList<>(List.of(command));
        arguments.add(file.toString());
        var process = new ProcessBuilder(arguments).redirectErrorStream(true).start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
    }
}
