package org.keyledger.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.user.EmailAddress;

@DisplayName("Normalising text of requests")
class UnicodeTextTest {

    private static final List<Function<String, Object>> TYPES =
            List.of(EmailAddress::parse, org.keyledger.kernel.user.DisplayName::parse, Label::parse);

    @Test
    void accepts_30_combining_marks_in_a_row_and_refuses_more() {
        for (var mark : List.of("\u0300", "\u0316", "\u0903", "\u20dd", "\ud834\udd65")) {
            assertThat(UnicodeText.toNfc("e" + mark.repeat(30) + "e" + mark.repeat(30)))
                    .isNotEmpty();
            assertThatThrownBy(() -> UnicodeText.toNfc("e" + mark.repeat(31)))
                    .hasMessage("must not have more than 30 combining marks in a row");
            assertThatThrownBy(() -> UnicodeText.toNfkc(mark.repeat(31))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Normalising 10 MiB of alternating marks would take hours. */
    @Test
    void refuses_a_long_run_before_it_normalises() {
        var bomb = "\u0300\u0316".repeat(5 * 1024 * 1024);

        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> TYPES.forEach(type -> {
                    assertThatThrownBy(() -> type.apply(bomb)).isInstanceOf(IllegalArgumentException.class);
                    assertThatThrownBy(() -> type.apply("a@b.c" + bomb)).isInstanceOf(IllegalArgumentException.class);
                }));
    }

    @Test
    void is_linear_for_text_with_many_short_runs() {
        var text = ("e" + "\u0300\u0316".repeat(15)).repeat(100_000);

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> UnicodeText.toNfkc(text));
    }

    @Test
    void folds_the_case_of_a_letter_whatever_its_neighbours_are() {
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++) {
            var left = Character.toString(letter(random));
            var right = Character.toString(letter(random));

            assertThat(UnicodeText.foldCase(left + right))
                    .isEqualTo(UnicodeText.foldCase(left) + UnicodeText.foldCase(right));
        }
        assertThat(UnicodeText.foldCase("ΝΙΚΟΣ"))
                .isEqualTo(UnicodeText.foldCase("νικος"))
                .isEqualTo("νικοσ");
    }

    private static int letter(Random random) {
        return random.ints(1, 0x1F000)
                .filter(Character::isLetter)
                .limit(1)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0000",
                "\u0085",
                "\u00ad",
                "\u034f",
                "\u115f",
                "\u180e",
                "\u200b",
                "\u200e",
                "\u2028",
                "\u2029",
                "\u202e",
                "\u2060",
                "\u2066",
                "\u3164",
                "\ufeff",
                "\uffa0",
                "\ufff9",
                "\udb40\udc41"
            })
    void finds_controls_and_invisible_characters(String character) {
        assertThat(UnicodeText.hasControlOrInvisible("a" + character + "b")).isTrue();
        for (var type : TYPES) {
            assertThatThrownBy(() -> type.apply("a" + character + "b@example.com"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ada Lovelace", "O'Brien-Søren", "نامه\u200cای", "👩\u200d💻", "❤\ufe0f", "Nguyễn", "田中"})
    void leaves_joiners_and_selectors_in_names(String name) {
        assertThat(org.keyledger.kernel.user.DisplayName.parse(name).value()).isEqualTo(name);
        assertThat(Label.parse(name).value()).isEqualTo(name);
    }
}
