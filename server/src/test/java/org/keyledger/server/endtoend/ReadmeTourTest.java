package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.RequiredTool;

/** The console blocks of a page, run one after another in one shell, print what the page shows. */
@DisplayName("Running the console blocks of README and docs")
class ReadmeTourTest {

    private static final Path ROOT = Path.of("..");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/concepts.md", "docs/integrate/browser.md"})
    void prints_what_the_page_shows(String page) throws IOException {
        RequiredTool.require("curl");
        var settings = SharedService.service().settings();
        var text = Files.readString(ROOT.resolve(page))
                .replace("localhost:8080", "localhost:" + settings.get("SERVER_PORT"))
                .replace("http://localhost:8081", SharedService.service().management())
                .replace("localhost:9092", SharedService.service().brokers());
        var tour = ConsoleBlock.of(text);
        assertThat(tour).isNotEmpty();

        try (var shell = new Shell(folder)) {
            for (var block : tour) {
                walk(shell, block);
            }
        }
    }

    /** Repeats the block, because a mail can arrive later than the test reads the mailbox. */
    private static void walk(Shell shell, ConsoleBlock block) {
        var mismatches = new ArrayList<String>();
        Eventually.awaitTrue(
                () -> {
                    mismatches.clear();
                    block.steps()
                            .forEach(step ->
                                    step.mismatch(shell.run(step.command())).ifPresent(mismatches::add));
                    return mismatches.isEmpty();
                },
                Duration.ofSeconds(10),
                () -> String.join("\n", mismatches));
    }
}
