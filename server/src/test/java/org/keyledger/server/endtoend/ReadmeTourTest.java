package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's console blocks, typed into one shell one after another, answer what the README prints. */
@DisplayName("Running the console blocks of the README")
class ReadmeTourTest {

    private static final Path README = Path.of("..", "README.md");
    private static final int TRIES = 20;

    @TempDir
    private Path folder;

    @Test
    void answers_as_printed() throws IOException {
        assumeTrue(Shell.has("curl"), "the tour is walked with bash and curl");
        var settings = SharedService.service().settings();
        var text = Files.readString(README)
                .replace("localhost:8080", "localhost:" + settings.get("SERVER_PORT"))
                .replace("localhost:9092", SharedService.service().brokers());
        var tour = ConsoleBlock.of(text);
        assertThat(tour).isNotEmpty();

        try (var shell = new Shell(folder)) {
            for (var block : tour) {
                walk(shell, block);
            }
        }
    }

    /** A reader is slower than a mail; we are not, and look again. */
    private static void walk(Shell shell, ConsoleBlock block) {
        var mismatches = List.<String>of();
        for (var tried = 0; tried < TRIES; tried++) {
            mismatches = block.steps().stream()
                    .flatMap(step -> step.mismatch(shell.run(step.command())).stream())
                    .toList();
            if (mismatches.isEmpty()) {
                return;
            }
            ServiceProcess.sleep(250);
        }
        throw new AssertionError(String.join("\n", mismatches));
    }
}
