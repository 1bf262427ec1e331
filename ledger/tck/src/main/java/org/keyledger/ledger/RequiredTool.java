package org.keyledger.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that a test runs. Without it the test is skipped on a developer's machine, and fails in CI (with {@code
 * CI=true}), where {@code .ci/run} installs it.
 */
public final class RequiredTool {

    private static final String CI = "CI";
    private static final Path DEBIAN_PYTHON = Path.of("/usr/bin/python3");

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

    /**
     * The first python3 that imports this module. The one in the search path may lack a package that Debian's has.
     *
     * @throws org.opentest4j.TestAbortedException if there is none
     * @throws AssertionError if there is none in CI
     */
    public static Path requirePython(String module) {
        return require(
                Stream.concat(findAll("python3"), Stream.of(DEBIAN_PYTHON))
                        .filter(python -> imports(python, module))
                        .findFirst(),
                "No python3 imports " + module);
    }

    private static boolean imports(Path python, String module) {
        try {
            return new ProcessBuilder(python.toString(), "-c", "import " + module)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path require(Optional<Path> found, String missing) {
        if (found.isEmpty() && Boolean.parseBoolean(System.getenv(CI))) {
            throw new AssertionError(missing);
        }
        Assumptions.assumeTrue(found.isPresent(), missing);
        return found.orElseThrow();
    }

    private static Optional<Path> find(String program) {
        return findAll(program).findFirst();
    }

    private static Stream<Path> findAll(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable);
    }
}
