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
    void is_not_the_default() {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("keyledger", SignUpSettings.class);

        assertThat(settings.verifiesByMail()).isTrue();
        assertThat(new SignUpSettings("mailbox", "open").verifiesByMail()).isTrue();
        assertThat(new SignUpSettings("OFF", "open").verifiesByMail()).isFalse();
    }
}
