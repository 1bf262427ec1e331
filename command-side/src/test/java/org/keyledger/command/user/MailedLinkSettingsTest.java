package org.keyledger.command.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.StandardEnvironment;

@DisplayName("Lifetimes of mailed links")
class MailedLinkSettingsTest {

    @Test
    void are_a_day() {
        assertThat(new UserConfiguration().verificationSettings(new StandardEnvironment()))
                .isEqualTo(new MailedLinkSettings(Duration.ofHours(24), Duration.ofHours(24)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 31 * 24})
    void are_longer_than_zero_and_at_most_30_days(long hours) {
        var day = Duration.ofHours(24);
        var wrong = Duration.ofHours(hours);
        assertThatIllegalArgumentException().isThrownBy(() -> new MailedLinkSettings(wrong, day));
        assertThatIllegalArgumentException().isThrownBy(() -> new MailedLinkSettings(day, wrong));
    }
}
