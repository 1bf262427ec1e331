package org.keyledger.gateway.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.problem.PublicSettings;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@DisplayName("Configuring issuer, audience and token lifetimes")
class JwtSettingsTest {

    private static final PublicSettings PUBLIC_URL = new PublicSettings(URI.create("https://id.example"));

    @Test
    void has_these_defaults() {
        var lifetimes = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("keyledger.signing", JwtSettings.Lifetimes.class);

        assertThat(new JwtSettings(PUBLIC_URL, lifetimes))
                .isEqualTo(new JwtSettings(
                        "https://id.example", "https://id.example", Duration.ofHours(24), Duration.ofSeconds(3600)));
    }

    @Test
    void uses_a_configured_audience() {
        var lifetimes = new JwtSettings.Lifetimes("https://api.example", Duration.ofHours(1), Duration.ofHours(1));

        assertThat(new JwtSettings(PUBLIC_URL, lifetimes).audience()).isEqualTo("https://api.example");
    }

    @Test
    void refuses_a_zero_lifetime() {
        assertThatThrownBy(() -> new JwtSettings.Lifetimes(null, Duration.ZERO, Duration.ofHours(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
