package org.keyledger.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyledger.gateway.password.Password;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.language.Texts;
import org.keyledger.kernel.user.EmailAddress;

@DisplayName("The texts of pages")
class PageTextsTest {

    private static final Path TEMPLATES = Path.of("src/main/jte");
    private static final Pattern KEY = Pattern.compile("page\\.text\\(\"([^\"]+)\"\\s*[,)]");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

    private final Texts texts = Texts.load(Pages.class, "pages", null);
    private final PageProblem.Translation german = new PageProblem.Translation(texts, Language.GERMAN);

    @Test
    void are_the_same_in_every_shipped_language() {
        var english = read("pages_en.properties");
        var translated = read("pages_de.properties");

        assertThat(translated.keySet()).isEqualTo(english.keySet());
        assertThat(english)
                .isNotEmpty()
                .allSatisfy((key, text) ->
                        assertThat(placeholders(translated.get(key))).as(key).isEqualTo(placeholders(text)));
        assertThat(translated)
                .allSatisfy((key, text) -> assertThat(text).as(key).isNotBlank());
    }

    @Test
    void exist_for_every_key_of_a_template() throws IOException {
        try (var files = Files.walk(TEMPLATES)) {
            var used = files.filter(Files::isRegularFile)
                    .flatMap(file -> KEY.matcher(content(file)).results())
                    .map(key -> key.group(1))
                    .collect(Collectors.toCollection(TreeSet::new));

            assertThat(used).isNotEmpty().allMatch(texts.keys()::contains);
        }
    }

    @Test
    void name_problems_that_exist() {
        assertThat(texts.keys().stream()
                        .filter(key -> key.startsWith("problem."))
                        .map(key -> key.substring("problem.".length()))
                        .filter(key -> !key.equals("other") && !key.equals("unavailable") && !key.equals("docs")))
                .isNotEmpty()
                .allMatch(slug -> Problem.ofSlug(slug).isPresent());
    }

    static Stream<Throwable> rules() {
        return Stream.of(
                catchThrowable(() -> EmailAddress.parse("nobody")),
                catchThrowable(() -> org.keyledger.kernel.user.DisplayName.parse("")),
                catchThrowable(() -> org.keyledger.kernel.user.DisplayName.parse("a" + "\u0301".repeat(100))),
                catchThrowable(() -> Password.parse("x".repeat(2_000))));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void translate_what_is_wrong_with_a_field(Throwable refused) {
        assertThat(refused).isInstanceOf(IllegalArgumentException.class);
        assertThat(german.rule(String.valueOf(refused.getMessage()))).isNotEqualTo(refused.getMessage());
    }

    @Test
    void keep_the_numbers_of_a_rule() {
        assertThat(german.rule("must have at least 12 characters")).isEqualTo("Nimm mindestens 12 Zeichen.");
        assertThat(german.rule("must be unheard of")).isEqualTo("must be unheard of");
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> read(String file) {
        var properties = new Properties();
        try (var reader = new InputStreamReader(Pages.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        var texts = new TreeMap<String, String>();
        properties.forEach((key, text) -> texts.put((String) key, (String) text));
        return texts;
    }

    private static TreeSet<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results().map(it -> it.group()).collect(Collectors.toCollection(TreeSet::new));
    }
}
