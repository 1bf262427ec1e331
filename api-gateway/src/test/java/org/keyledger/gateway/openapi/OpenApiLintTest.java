package org.keyledger.gateway.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.ledger.RequiredTool;

/** {@code .ci/run} installs the linters, which are npm packages. Any finding fails, warnings too. */
@DisplayName("Linting the OpenAPI document")
class OpenApiLintTest {

    private static final int OLDEST_NODE = 20;
    private static final Path LINTERS =
            Path.of("../.ci/openapi-lint").toAbsolutePath().normalize();

    private final OpenApiDocument document =
            new OpenApiDocument(new PublicSettings(URI.create("https://id.keyledger.test")));

    @TempDir
    private Path folder;

    @Test
    void redocly_finds_nothing() throws IOException, InterruptedException {
        lint("redocly", "lint", "--config", LINTERS.resolve("redocly.yaml").toString(), "--max-problems", "1000");
    }

    @Test
    void spectral_finds_nothing() throws IOException, InterruptedException {
        lint("spectral", "lint", "--ruleset", LINTERS.resolve(".spectral.yaml").toString(), "--fail-severity", "hint");
    }

    /** Runs the linter on the JSON form; {@link OpenApiEndpointTest} compares the YAML form with it. */
    private void lint(String linter, String... arguments) throws IOException, InterruptedException {
        assumeTrue(nodeVersion() >= OLDEST_NODE, "The linters need Node " + OLDEST_NODE);
        var program = RequiredTool.requireFile(LINTERS.resolve("node_modules/.bin/" + linter));
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(List.of(arguments));
        command.add(Files.writeString(folder.resolve("openapi.json"), document.json())
                .toString());
        run(command);
    }

    private int nodeVersion() throws IOException, InterruptedException {
        var version = run(List.of(RequiredTool.require("node").toString(), "--version"));
        return Integer.parseInt(version.substring(1, version.indexOf('.')));
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("REDOCLY_TELEMETRY", "off");
        builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
