package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.keyledger.ledger.RequiredTool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the curl lines of a public document in a shell; {@code -Dkeyledger.write-docs=true} writes their page. */
@DisplayName("Running the calls of a published document")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedCallsTest {

    private static final Path DOCS = Path.of("..", "docs", "integrate");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private List<DocumentedCall> calls = List.of();
    private List<Response> answers = List.of();

    /** A response of the service. */
    record Response(int status, JsonNode body) {

        /** A section of the output of the script: a heading, the body, the status. */
        static Response of(String section) {
            var lines = section.lines().toList();
            assertThat(lines).as(section).hasSize(3);
            return new Response(Integer.parseInt(lines.get(2)), JSON.readTree(lines.get(1)));
        }
    }

    @BeforeAll
    void run_calls() throws IOException, InterruptedException {
        RequiredTool.require("curl");
        calls = DocumentedCall.of(Files.readString(DOCS.resolve("seeds/000.txt")));
        var script = new ProcessBuilder(
                        "bash",
                        DOCS.resolve("seeds/000.sh").toString(),
                        "http://localhost:" + SharedService.service().settings().get("SERVER_PORT"),
                        SharedService.service().management())
                .redirectErrorStream(true)
                .start();
        var printed = new String(script.getInputStream().readAllBytes(), UTF_8);
        assertThat(script.waitFor()).as(printed).isZero();
        answers = DocumentedCall.sections(printed).stream().map(Response::of).toList();
    }

    @Test
    void succeeds_except_where_the_document_shows_a_refusal() {
        assertThat(answers).hasSameSizeAs(calls).hasSizeGreaterThan(8);
        for (var i = 0; i < calls.size(); i++) {
            var refused = calls.get(i).title().contains("will be rejected");
            assertThat(answers.get(i).status() / 100).as(calls.get(i).title()).isEqualTo(refused ? 4 : 2);
        }
    }

    @Test
    void returns_every_field_that_the_document_prints() {
        assertThat(calls).extracting(DocumentedCall::answer).anyMatch(answer -> !answer.isEmpty());
        for (var i = 0; i < calls.size(); i++) {
            if (!calls.get(i).answer().isEmpty()) {
                var ours = answers.get(i).body();
                JSON.readTree(calls.get(i).answer())
                        .properties()
                        .forEach(field -> assertThat(ours.path(field.getKey()).getNodeType())
                                .as(field.getKey())
                                .isEqualTo(field.getValue().getNodeType()));
            }
        }
    }

    @Test
    void is_documented_with_its_response() throws IOException {
        var file = DOCS.resolve("calls.md");
        var page = DocumentedCallsPage.of(calls, answers);
        if (Boolean.getBoolean("keyledger.write-docs")) {
            Files.writeString(file, page);
        }

        assertThat(Files.readString(file)).isEqualTo(page);
    }
}
