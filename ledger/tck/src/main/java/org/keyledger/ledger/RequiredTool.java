package org.keyledger.ledger;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that a test runs. Without it the test is skipped on a developer's machine, and fails in CI (with {@code
 * CI=true}), where {@code .ci/run} installs it.
 */
public final class RequiredTool {

    private static final String CI = "CI";

    private RequiredTool() {}

    /**
     * The first of these programs in the search path.
     *
     * @throws org.opentest4j.TestAbortedException if there is none
     * @throws AssertionError if there is none in CI
     */
    public static Path require(String... programs) {
        return require(
                Arrays.stream(programs).flatMap(it -> find(it).stream()).findFirst(),
                "Not installed: " + String.join(" or ", programs));
    }

    /**
     * A program that {@code .ci/run} installs in a folder of the project.
     *
     * @throws org.opentest4j.TestAbortedException if it is not there
     * @throws AssertionError if it is not there in CI
     */
    public static Path requireFile(Path program) {
        return require(Optional.of(program).filter(Files::isExecutable), "Not installed, run .ci/run: " + program);
    }

    private static Path require(Optional<Path> found, String missing) {
        if (found.isEmpty() && Boolean.parseBoolean(System.getenv(CI))) {
            throw new AssertionError(missing);
        }
        Assumptions.assumeTrue(found.isPresent(), missing);
        return found.orElseThrow();
    }

    private static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
