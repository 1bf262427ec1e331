package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.RequiredTool;
import tools.jackson.databind.json.JsonMapper;

/** Runs the programs of {@code docs/integrate/signing.md} as they are shown, except for the port. */
@DisplayName("Running the examples of the page about signing")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SigningExamplesTest {

    private static final Path PAGE = Path.of("..", "docs", "integrate", "signing.md");

    private Path folder = Path.of("");
    private String tenant = "";
    private String keyId = "";

    @BeforeAll
    void register_the_key_as_the_page_shows(@TempDir Path temporary) throws IOException, InterruptedException {
        RequiredTool.require("curl");
        RequiredTool.require("openssl");
        folder = temporary;
        var account = SharedService.client()
                .signUp("signing-" + UUID.randomUUID() + "@example.com")
                .expect(201);
        tenant = account.string("/tenant_id");

        var printed = run("TOKEN", account.string("/session/access_token"), example("sh"), "bash");

        keyId = JsonMapper.builder().build().readTree(printed).path("key_id").asString();
        assertThat(UUID.fromString(keyId)).hasToString(keyId);
    }

    @Test
    void mints_calls_and_refreshes_in_python() throws IOException, InterruptedException {
        assertPrintsTenantTwice(
                "python", RequiredTool.requirePython("cryptography").toString());
    }

    @Test
    void mints_calls_and_refreshes_in_node() throws IOException, InterruptedException {
        assertPrintsTenantTwice("js", RequiredTool.require("node").toString());
    }

    @Test
    void mints_calls_and_refreshes_in_the_shell() throws IOException, InterruptedException {
        assertPrintsTenantTwice("bash", "bash");
    }

    private void assertPrintsTenantTwice(String language, String program) throws IOException, InterruptedException {
        assertThat(run("KEY_ID", keyId, example(language), program).lines()).containsExactly(tenant, tenant);
    }

    /** The page's only block in this language. */
    private static String example(String language) throws IOException {
        var blocks = Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(Files.readString(PAGE))
                .results()
                .toList();
        assertThat(blocks).as(language).hasSize(1);
        return blocks.get(0)
                .group(1)
                .replace(
                        "localhost:8080",
                        "localhost:" + SharedService.service().settings().get("SERVER_PORT"));
    }

    private String run(String variable, String value, String code, String program)
            throws IOException, InterruptedException {
        var file = Files.writeString(folder.resolve("example.mjs"), code); // Node requires this ending
        var builder = new ProcessBuilder(program, file.toString()).directory(folder.toFile());
        builder.environment().put(variable, value);
        var errors = folder.resolve("errors").toFile();
        var process = builder.redirectError(errors).start();
        var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor())
                .as("%s%n%s", printed, Files.readString(errors.toPath()))
                .isZero();
        return printed;
    }
}
