package org.keyledger.gateway.crossorigin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.kernel.settings.InvalidSettingException;

@DisplayName("The origins in KEYLEDGER_CORS_ORIGINS")
class CrossOriginSettingsTest {

    @Test
    void are_none_by_default() {
        assertThat(new CrossOriginSettings(List.of("")).corsOrigins()).isEmpty();
        assertThat(new CrossOriginSettings(List.of("")).isNamed("")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com",
                "http://localhost:3000",
                "https://xn--bcher-kva.example:8443",
                "http://[::1]:3000",
                "https://127.0.0.1",
                "http://app.example.com:443"
            })
    void are_named_as_browsers_write_them(String origin) {
        var settings = new CrossOriginSettings(List.of(" " + origin + " ", "https://other.example"));

        assertThat(settings.isNamed(origin)).isTrue();
        assertThat(settings.isNamed("https://other.example")).isTrue();
        assertThat(settings.isNamed(origin + ".evil.example")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "null",
                "app.example.com",
                "https://",
                "https://*.example.com",
                "https://app.example.com/",
                "https://app.example.com/path",
                "https://app.example.com?query",
                "https://app.example.com#fragment",
                "https://user@app.example.com",
                "https://App.example.com",
                "HTTPS://app.example.com",
                "https://app.example.com:443",
                "http://app.example.com:80",
                "https://app.example.com:",
                "https://app.example.com:99999",
                "https://app.example.com:x",
                "https://bücher.example",
                "https://app example.com",
                "ftp://app.example.com",
                "file://"
            })
    void stop_the_start_if_no_browser_sends_them(String origin) {
        assertThatThrownBy(() -> new CrossOriginSettings(List.of("https://good.example", origin)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(
                        "keyledger.cors-origins must be empty, or origins such as https://app.example.com")
                .hasMessageEndingWith("was \"https://good.example," + origin + "\"");
    }
}
