package org.keyledger.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Links and names in the documentation resolve")
class DocumentationLinksTest {

    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^```.*?^```$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern ABSOLUTE = Pattern.compile("[a-z]+:.*");
    private static final Pattern TEST_CLASS =
            Pattern.compile("(?<![\\w*>])[A-Z][A-Za-z]+(?:Test|Contract|Benchmark)(?![\\w.])");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");

    /** A link of a page: {@code target#anchor}, where one of the two may be empty. */
    private record Link(Path page, String target, String anchor) {

        static Link of(Path page, String url) {
            var hash = url.indexOf('#');
            return hash < 0 ? new Link(page, url, "") : new Link(page, url.substring(0, hash), url.substring(hash + 1));
        }

        boolean resolves() {
            var file = target.isEmpty() ? page : page.resolveSibling(target).normalize();
            return Files.exists(file)
                    && (anchor.isEmpty()
                            || headings(DocumentationFiles.text(file)).anyMatch(anchor::equals));
        }

        @Override
        public String toString() {
            return DocumentationFiles.ROOT.relativize(page) + " -> " + target + (anchor.isEmpty() ? "" : "#" + anchor);
        }
    }

    @Test
    void to_files_and_headings() {
        var links = DocumentationFiles.pages().stream()
                .flatMap(DocumentationLinksTest::links)
                .toList();

        assertThat(links).hasSizeGreaterThan(50);
        assertThat(links).filteredOn(link -> !link.resolves()).isEmpty();
    }

    @Test
    void and_every_page_of_docs_has_a_link_to_it() {
        var targets = DocumentationFiles.pages().stream()
                .flatMap(DocumentationLinksTest::links)
                .map(link -> link.page().resolveSibling(link.target()).normalize())
                .toList();

        assertThat(pagesBelowDocs())
                .isNotEmpty()
                .filteredOn(page -> !targets.contains(page))
                .isEmpty();
    }

    /** Decisions also name test classes of other projects and former test classes. */
    @Test
    void and_every_test_that_is_named_exists() {
        var tests = DocumentationFiles.filesIn(DocumentationFiles.ROOT, Integer.MAX_VALUE)
                .map(file -> file.getFileName().toString())
                .filter(name -> name.endsWith(".java"))
                .map(name -> name.substring(0, name.length() - ".java".length()))
                .collect(Collectors.toSet());
        var named = DocumentationFiles.pages().stream()
                .filter(page -> !page.startsWith(DocumentationFiles.ROOT.resolve("docs/adr")))
                .flatMap(page ->
                        TEST_CLASS.matcher(DocumentationFiles.text(page)).results())
                .map(MatchResult::group)
                .distinct()
                .toList();

        assertThat(named).hasSizeGreaterThan(50);
        assertThat(named).filteredOn(name -> !tests.contains(name)).isEmpty();
    }

    private static List<Path> pagesBelowDocs() {
        return DocumentationFiles.pages().stream()
                .filter(page -> page.startsWith(DocumentationFiles.ROOT.resolve("docs")))
                .toList();
    }

    private static Stream<Link> links(Path page) {
        return LINK.matcher(withoutCode(DocumentationFiles.text(page)))
                .results()
                .map(found -> found.group(1))
                .filter(url -> !ABSOLUTE.matcher(url).matches())
                .map(url -> Link.of(page, url));
    }

    /** The anchors of headings, as GitHub derives them. */
    private static Stream<String> headings(String text) {
        return HEADING.matcher(withoutCode(text))
                .results()
                .map((MatchResult found) -> found.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'));
    }

    private static String withoutCode(String text) {
        return CODE_BLOCK.matcher(text).replaceAll("");
    }
}
