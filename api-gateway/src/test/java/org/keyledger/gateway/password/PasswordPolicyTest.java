package org.keyledger.gateway.password;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.blocklist.BlocklistConfiguration;
import org.keyledger.gateway.blocklist.CommonPasswords;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

@DisplayName("Choosing a password")
class PasswordPolicyTest {

    private static final EmailAddress OWNER = EmailAddress.parse("Jane.Doe@Example.com");
    private static final EmailAddress SHORT = EmailAddress.parse("you@example.com");

    private final PasswordPolicy policy;

    PasswordPolicyTest() {
        try (var context = new AnnotationConfigApplicationContext(BlocklistConfiguration.class)) {
            policy = new PasswordPolicy(context.getBean(CommonPasswords.class));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "your-secure-password",
                "your-password",
                "your_password",
                "s3cure!Pass",
                "newS3cure!Pass",
                "        spaces",
                "\u00fc\u00fc\u00fc\u00fc\u00e4\u00e4\u00e4\u00e4",
                "a very long one that nobody would ever want to type twice in a row, and then some more of it"
            })
    void accepts(String password) {
        assertThatCode(() -> policy.check(Password.parse(password), SHORT)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1234567|at least 8",
                "\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11|at least 8",
                "xxJANE.DOE@example.comxx|e-mail address",
                "my jane.doe 77|e-mail address",
                "KeyLedger-2026|name of this service",
                "password1|most common",
                "PASSWORD1|most common",
                "qwertyuiop|most common",
                "Password123!|most common",
                "liverpool1|most common",
                "aaaaaaaaaaaa|most common"
            })
    void refuses_with_the_reason(String password, String reason) {
        assertThatThrownBy(() -> policy.check(Password.parse(password), OWNER))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining(reason);
    }
}
