package org.keyledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Reads the sources, because the test classes of other modules are not on the class path. */
@DisplayName("Test classes are named by their subject and have a display name")
class TestNamingTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern TEST_METHOD =
            Pattern.compile("^\\s+@(Test|ParameterizedTest|RepeatedTest|TestFactory)\\b", Pattern.MULTILINE);
    private static final Pattern ABSTRACT = Pattern.compile("^(public )?abstract class ", Pattern.MULTILINE);

    @Test
    void classes_with_tests_end_in_test_and_suites_in_contract() {
        assertThat(withTests())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(nameOf(file))
                        .as(file.toString())
                        .endsWith(ABSTRACT.matcher(read(file)).find() ? "Contract" : "Test"));
    }

    @Test
    void classes_with_tests_have_a_display_name() {
        assertThat(withTests())
                .filteredOn(file -> nameOf(file).endsWith("Test"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(read(file)).as(file.toString()).contains("DisplayName("));
    }

    @Test
    void no_test_is_disabled() {
        assertThat(withTests())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(read(file)).as(file.toString()).doesNotContain("@Dis" + "abled"));
    }

    private static List<Path> withTests() {
        return sources().filter(file -> TEST_METHOD.matcher(read(file)).find()).toList();
    }

    private static Stream<Path> sources() {
        try (var files = Files.walk(ROOT)) {
            return files
                    .filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .filter(file -> file.toString().contains("/src/test/")
                            || file.toString().contains("/tck/src/main/"))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
