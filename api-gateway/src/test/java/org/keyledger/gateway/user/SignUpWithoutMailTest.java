package org.keyledger.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.test.context.TestPropertySource;

@DisplayName("Signing up while mail is off")
@GatewayTest
@TestPropertySource(properties = "keyledger.mail=off")
class SignUpWithoutMailTest {

    @Autowired
    GatewayClient client;

    @Test
    void verifies_the_address_immediately() {
        var account = client.signUp();

        assertThat(account.json().at("/email_verified").booleanValue()).isTrue();
        assertThat(client.post("/auth/verify-email/request", account.bearer())
                        .json()
                        .at("/email_verified")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void through_the_browser_api_verifies_immediately_and_cannot_hide_a_taken_address() {
        var body = Map.of("email", "without-mail@example.com", "name", "Ada", "password", GatewayClient.PASSWORD);

        var registered = client.post("/api/auth/register", body);

        assertThat(registered.status()).isEqualTo(201);
        assertThat(registered.json().at("/verification_required").booleanValue())
                .isFalse();
        assertThat(client.post("/api/auth/register", body).problem()).isEqualTo("email-taken");
        assertThat(client.post("/api/auth/signup", body).problem()).isEqualTo("email-taken");
    }

    @Test
    void is_not_the_default() {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("keyledger", SignUpSettings.class);

        assertThat(settings.verifiesByMail()).isTrue();
        assertThat(new SignUpSettings("mailbox", "open").verifiesByMail()).isTrue();
        assertThat(new SignUpSettings("OFF", "open").verifiesByMail()).isFalse();
    }
}
