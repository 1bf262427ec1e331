package org.keyledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Words that CONTRIBUTING excludes because a standard term exists. */
@DisplayName("Code and documentation use plain technical language")
class PlainLanguageTest {

    private static final Pattern EXCLUDED = Pattern.compile(
            "\\b((door|room|house|book|hear|veil)s?|whoever|dear(er)?|anew|for ever)\\b", Pattern.CASE_INSENSITIVE);

    private static final List<String> MODULES = List.of(
            "shared-kernel",
            "ledger/core",
            "ledger/axon",
            "ledger/sqlite",
            "ledger/mongo",
            "ledger/tck",
            "command-side",
            "query-side",
            "api-gateway",
            "event-consumers",
            "server",
            "benchmarks");

    /** Lists of passwords and domains contain every word; SQL and fonts or images contain no prose. */
    private static final List<String> SKIPPED =
            List.of("common-passwords.txt", "disposable-domains.txt", "NOTICE.txt", ".sql", ".svg", ".png", ".ico");

    /** Tests that name the words. */
    private static final List<String> THIS_RULE = List.of("PlainLanguageTest.java", "NamingRulesTest.java");

    @Test
    void in_the_documentation() {
        var pages = Stream.concat(
                        DocumentationFiles.pages().stream(),
                        DocumentationFiles.filesIn(DocumentationFiles.ROOT.resolve("docs"), Integer.MAX_VALUE))
                .distinct()
                .toList();

        assertThat(pages).hasSizeGreaterThan(50);
        assertThat(uses(pages)).isEmpty();
    }

    @Test
    void in_main_code_and_resources() {
        var files = filesOfModules("src/main").toList();

        assertThat(files).hasSizeGreaterThan(500);
        assertThat(uses(files)).isEmpty();
    }

    @Test
    void in_tests() {
        var files = filesOfModules("src/test/java")
                .filter(file -> THIS_RULE.stream().noneMatch(file.toString()::endsWith))
                .toList();

        assertThat(files).hasSizeGreaterThan(300);
        assertThat(uses(files)).isEmpty();
    }

    private static Stream<Path> filesOfModules(String folder) {
        return MODULES.stream()
                .map(module -> DocumentationFiles.ROOT.resolve(module).resolve(folder))
                .filter(Files::isDirectory)
                .flatMap(files -> DocumentationFiles.filesIn(files, Integer.MAX_VALUE));
    }

    @Test
    void in_launcher_and_deployment() {
        var files = Stream.of("keyledger", ".ci/run", "Dockerfile", "docker-compose.yml", "deploy/replica-set.js")
                .map(DocumentationFiles.ROOT::resolve)
                .toList();

        assertThat(uses(files)).isEmpty();
    }

    private static List<String> uses(List<Path> files) {
        return files.stream()
                .filter(file -> SKIPPED.stream().noneMatch(file.toString()::endsWith))
                .flatMap(PlainLanguageTest::uses)
                .toList();
    }

    private static Stream<String> uses(Path file) {
        var lines = DocumentationFiles.text(file).lines().toList();
        return IntStream.range(0, lines.size())
                .filter(number -> EXCLUDED.matcher(lines.get(number)).find())
                .mapToObj(number -> "%s:%d: %s"
                        .formatted(
                                DocumentationFiles.ROOT.relativize(file),
                                number + 1,
                                lines.get(number).strip()));
    }
}
