package org.keyledger.kernel.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyledger.kernel.language.Language.ENGLISH;
import static org.keyledger.kernel.language.Language.GERMAN;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyledger.kernel.settings.InvalidSettingException;

@DisplayName("Texts of pages and mails")
class TextsTest {

    @TempDir
    Path folder;

    @Test
    void are_filled_in_the_order_of_their_language() {
        var texts = Texts.load(TextsTest.class, "sample", null);

        assertThat(texts.text(ENGLISH, "greeting", "Ada", 3)).isEqualTo("Hello Ada, it is 3");
        assertThat(texts.text(GERMAN, "greeting", "{1}", 3)).isEqualTo("Es ist 3, hallo {1}");
        assertThat(texts.text(ENGLISH, "plain", "unused")).isEqualTo("Save {this} and that");
        assertThat(texts.text(GERMAN, "plain")).isEqualTo("Grüße speichern");
        assertThat(texts.text(Language.parse("fr"), "plain")).isEqualTo("Save {this} and that");
        assertThatThrownBy(() -> texts.text(ENGLISH, "unknown")).hasMessageContaining("unknown");
    }

    @Test
    void are_replaced_one_by_one_by_the_operator() throws IOException {
        write("sample_de.properties", "plain = Sichern");
        write("other_de.properties", "unrelated = of another area");

        var texts = Texts.load(TextsTest.class, "sample", folder);

        assertThat(texts.text(GERMAN, "plain")).isEqualTo("Sichern");
        assertThat(texts.text(GERMAN, "greeting", "Ada", 3)).isEqualTo("Es ist 3, hallo Ada");
        assertThat(texts.text(ENGLISH, "plain")).isEqualTo("Save {this} and that");
    }

    @Test
    void exist_in_a_language_that_the_operator_adds() throws IOException {
        write("sample_pt-BR.properties", "plain = Salvar\ngreeting = Oi {0}, {1}");

        var texts = Texts.load(TextsTest.class, "sample", folder);

        assertThat(texts.languages()).containsExactly(ENGLISH, GERMAN, Language.parse("pt-BR"));
        assertThat(texts.text(Language.parse("pt-BR"), "plain")).isEqualTo("Salvar");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sample_de.properties|typo = x|unknown key typo",
                "sample_de.properties|greeting = Hallo {0}|placeholders [{0}, {1}] in greeting",
                "sample_fr.properties|plain = Enregistrer|text for greeting (1 are missing)",
                "sample_french.properties|plain = Enregistrer|language tag",
            })
    void that_are_not_usable_fail_with_the_file_and_the_reason(String file, String content, String reason)
            throws IOException {
        write(file, content);

        assertThatThrownBy(() -> Texts.load(TextsTest.class, "sample", folder))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(Texts.FOLDER_PROPERTY)
                .hasMessageContaining(folder.resolve(file).toString())
                .hasMessageContaining(reason);
    }

    @Test
    void in_a_folder_that_does_not_exist_fail() {
        assertThatThrownBy(() -> Texts.load(TextsTest.class, "sample", folder.resolve("none")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("folder that can be read");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            delimiter = '|',
            value = {
                "none|en",
                "de-AT,de;q=0.9,en;q=0.8|de",
                "fr,de;q=0.5|de",
                "fr|en",
                "*|en",
                "en;q=0.1,de;q=0.9|de",
                ";;;=,|en",
                "q|en",
            })
    void are_chosen_by_what_the_browser_accepts(String acceptLanguage, String expected) {
        var languages = Texts.load(TextsTest.class, "sample", null).languages();

        assertThat(Language.negotiate(acceptLanguage, languages).tag()).isEqualTo(expected);
        assertThat(Language.negotiate("de,".repeat(1_000), languages)).isEqualTo(ENGLISH);
    }

    private void write(String file, String content) throws IOException {
        Files.writeString(folder.resolve(file), content, StandardCharsets.UTF_8);
    }
}
