package org.keyledger.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpServletResponse;

@DisplayName("Configuring the public URL")
class PublicSettingsTest {

    @Test
    void is_localhost_by_default() {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("keyledger", PublicSettings.class);

        assertThat(settings).isEqualTo(new PublicSettings(URI.create("http://localhost:8080")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost:8080", "https:/a", "ftp://a.example", "https://u:p@a.example", "https://a.example/?x"
            })
    void requires_http_or_https_and_a_host(String url) {
        assertThatThrownBy(() -> new PublicSettings(URI.create(url))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ignores_trailing_slashes() {
        assertThat(new PublicSettings(URI.create("https://a.example//")).urlOf("/x"))
                .isEqualTo("https://a.example/x");
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.example.com, https://id.example.com",
        "https://ID.Example.com:443/id, https://id.example.com",
        "http://localhost:80, http://localhost",
        "http://localhost:8080/, http://localhost:8080",
        "https://id.example.com:80, https://id.example.com:80",
        "http://[::1]:8080, http://[::1]:8080"
    })
    void has_the_origin_that_browsers_send(String url, String origin) {
        assertThat(new PublicSettings(URI.create(url)).origin()).isEqualTo(origin);
    }

    @Test
    void over_https_enables_strict_transport_security() {
        var secure = new MockHttpServletResponse();
        var plain = new MockHttpServletResponse();

        new SecurityHeaders(new PublicSettings(URI.create("https://a.example"))).write(secure);
        new SecurityHeaders(new PublicSettings(URI.create("http://a.example"))).write(plain);

        assertThat(secure.getHeader("Strict-Transport-Security")).startsWith("max-age=31536000");
        assertThat(plain.getHeader("Strict-Transport-Security")).isNull();
    }
}
