package org.keyledger.gateway.blocklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.user.EmailAddress;

@DisplayName("Searching a blocklist")
class BlocklistLookupTest {

    @ParameterizedTest
    @CsvSource({"common-passwords.txt, 38000", "disposable-domains.txt, 8500"})
    void finds_each_of_its_lines_and_nothing_between(String file, int atLeast) {
        var list = SortedLineFile.of(file);
        var lines = list.text().lines().toList();

        assertThat(lines).hasSizeGreaterThan(atLeast).allSatisfy(line -> {
            assertThat(list.contains(line)).isTrue();
            assertThat(list.contains(line + "\0")).isFalse();
        });
        assertThat(list.contains("")).isFalse();
        assertThat(list.contains("~~~~")).isFalse();
        assertThat(list.contains("\u00fc")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"common-passwords.txt", "disposable-domains.txt"})
    void relies_on_sorted_lines(String file) {
        var lines = SortedLineFile.of(file).text().lines().toList();

        assertThat(lines)
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((one, other) -> Arrays.compareUnsigned(
                        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8)));
        assertThat(lines).isEqualTo(lines.stream().map(String::toLowerCase).toList());
    }

    @Test
    void names_the_sources_of_the_lists() throws Exception {
        try (var notice = SortedLineFile.class.getResourceAsStream("NOTICE.txt")) {
            assertThat(new String(notice.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("common-passwords.txt", "disposable-domains.txt", "MIT", "CC0");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@mailinator.com", "a@sub.mailinator.com", "a@GuerrillaMail.com", "a@yopmail.com"})
    void refuses_disposable_mailboxes(String address) {
        assertThatThrownBy(() -> new DisposableDomains().requireNotDisposable(EmailAddress.parse(address)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("disposable");
    }

    @Test
    void accepts_mailboxes_of_regular_providers() {
        for (var domain : List.of(
                "gmail.com",
                "outlook.com",
                "hotmail.com",
                "yahoo.com",
                "icloud.com",
                "proton.me",
                "gmx.de",
                "web.de",
                "mail.ru",
                "qq.com",
                "163.com",
                "fastmail.com",
                "example.com",
                "orange.fr",
                "mailinator.example.com")) {
            assertThatCode(() -> new DisposableDomains().requireNotDisposable(EmailAddress.parse("you@" + domain)))
                    .as(domain)
                    .doesNotThrowAnyException();
        }
    }
}
