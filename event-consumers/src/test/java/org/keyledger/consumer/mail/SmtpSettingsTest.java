package org.keyledger.consumer.mail;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.consumer.mail.SmtpSettings.Security;

@DisplayName("Settings of the mail server")
class SmtpSettingsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void have_a_user_name_and_a_password_or_neither() {
        assertThatCode(() -> settings(587, "keyledger", "hunter2", SECOND)).doesNotThrowAnyException();
        assertThatCode(() -> settings(25, null, null, SECOND)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"keyledger,", ",hunter2"})
    void have_no_user_name_without_a_password(@Nullable String username, @Nullable String password) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(587, username, password, SECOND))
                .withMessage("keyledger.smtp.password must be set if keyledger.smtp.username is, else empty");
    }

    @ParameterizedTest
    @EnumSource(names = {"STARTTLS", "TLS"})
    void have_encryption_with_a_user_name(Security security) {
        assertThatCode(() -> settings(2525, "keyledger", "hunter2", security, SECOND))
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(2525, "keyledger", "hunter2", Security.NONE, SECOND))
                .withMessage("keyledger.smtp.security must be starttls or tls if keyledger.smtp.username is set, else"
                        + " none, starttls, tls or empty, was \"none\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65_536})
    void have_a_port(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(port, null, null, SECOND))
                .withMessage("keyledger.smtp.port must be between 1 and 65535, was " + port);
    }

    @Test
    void have_a_timeout() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings(25, null, null, Duration.ZERO))
                .withMessage(
                        "keyledger.smtp.timeout must be a duration longer than 0s, such as 30s, 10m or 24h, was 0s");
    }

    private static SmtpSettings settings(
            int port, @Nullable String username, @Nullable String password, Duration timeout) {
        var security = username == null ? Security.NONE : Security.STARTTLS;
        return settings(port, username, password, security, timeout);
    }

    private static SmtpSettings settings(
            int port, @Nullable String username, @Nullable String password, Security security, Duration timeout) {
        return new SmtpSettings("mail", port, username, password, security, "a@example.com", timeout);
    }
}
