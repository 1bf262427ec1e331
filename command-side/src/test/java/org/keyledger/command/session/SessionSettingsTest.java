package org.keyledger.command.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

@DisplayName("Session lifetimes")
class SessionSettingsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void are_a_day_or_a_month_idle_and_three_months_at_most() {
        assertThat(new SessionConfiguration().sessionSettings(new StandardEnvironment()))
                .isEqualTo(new SessionSettings(
                        Duration.ofHours(24), Duration.ofDays(30), Duration.ofDays(90), Duration.ofSeconds(10)));
    }

    @Test
    void increase_from_idle_to_maximum() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionSettings(Duration.ZERO, HOUR, HOUR, SECOND));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionSettings(HOUR.plus(SECOND), HOUR, HOUR, SECOND));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionSettings(HOUR, HOUR.plus(SECOND), HOUR, SECOND));
    }

    @Test
    void must_be_durations() {
        // given
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("keyledger.session.longest", "soon")));

        // when / then
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionConfiguration().sessionSettings(environment))
                .withMessage("keyledger.session.longest must be a duration that is not shorter than"
                        + " keyledger.session.remembered-idle, was \"soon\"");
    }

    @Test
    void limit_the_refresh_grace_to_a_minute() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SessionSettings(HOUR, HOUR, HOUR, Duration.ofSeconds(61)));
        assertThatIllegalArgumentException().isThrownBy(() -> new SessionSettings(HOUR, HOUR, HOUR, SECOND.negated()));
    }
}
