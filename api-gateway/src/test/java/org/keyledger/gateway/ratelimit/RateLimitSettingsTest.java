package org.keyledger.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.kernel.settings.InvalidSettingException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@DisplayName("Configuring rate limits")
class RateLimitSettingsTest {

    @Test
    void has_these_defaults() {
        assertThat(bound(Map.of()))
                .isEqualTo(new RateLimitSettings(
                        true,
                        new Rate(20, Duration.ofMinutes(10)),
                        new Rate(30, Duration.ofMinutes(1)),
                        new Rate(10, Duration.ofMinutes(15)),
                        new Rate(30, Duration.ofMinutes(15)),
                        new Rate(5, Duration.ofMinutes(15)),
                        new Rate(5, Duration.ofMinutes(15)),
                        new Rate(2, Duration.ofMinutes(15)),
                        new Rate(30, Duration.ofMinutes(1)),
                        new Rate(300, Duration.ofMinutes(1)),
                        new Rate(60, Duration.ofMinutes(1)),
                        new Rate(60, Duration.ofMinutes(1)),
                        new Rate(500, Duration.ofDays(1)),
                        new Rate(20, Duration.ofMinutes(15)),
                        new Rate(5, Duration.ofMinutes(10)),
                        new Rate(60, Duration.ofMinutes(1)),
                        new Rate(10, Duration.ofHours(1))));
    }

    @Test
    void reads_calls_and_a_window() {
        var settings = bound(Map.of("keyledger.limiting.sign-up", "7/1d", "keyledger.limiting.enabled", "off"));

        assertThat(settings.signUp()).isEqualTo(new Rate(7, Duration.ofDays(1)));
        assertThat(settings.enabled()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "20/", "/10m", "20/10", "20/10x", "-1/1m", "0/1m", "1/0s", "1/2d", "1/100ms"})
    void refuses_a_text_of_another_form(String text) {
        assertThatThrownBy(() -> Rate.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void counts_no_more_wrong_passwords_than_a_stored_entry_holds() {
        assertThatThrownBy(() -> bound(Map.of("keyledger.limiting.failed-log-in", "101/15m")))
                .rootCause()
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("at most 100");
    }

    @Test
    void counts_the_wrong_codes_of_a_log_in_for_as_long_as_its_token_lasts() {
        assertThatThrownBy(() -> bound(Map.of("keyledger.limiting.wrong-code-of-log-in", "5/9m")))
                .rootCause()
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("as long as a partial token lasts");
    }

    private static RateLimitSettings bound(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("keyledger.limiting", RateLimitSettings.class);
    }
}
