package org.keyledger.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.kernel.settings.InvalidSettingException;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@DisplayName("Signing up while sign-up is closed")
@GatewayTest
@TestPropertySource(properties = "keyledger.sign-up=closed")
class ClosedSignUpTest {

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"email\":\"ada@example.com\",\"password\":\"your-secure-password\"}",
                "{\"email\":\"ada@mailinator.com\",\"password\":\"your-secure-password\"}",
                "{\"email\":\"ada@example.com\",\"password\":\"short\"}",
                "{\"nonsense\":1}",
                "no JSON"
            })
    void is_refused_whatever_it_sends(String body) {
        var answer = client.postRaw("/auth/signup", body);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("sign-up-closed");
        assertThat(answer.header("Ledger-Position")).isEmpty();
        assertThat(backend.count(RegisterUser.class)).isZero();
    }

    @Test
    void is_refused_before_it_is_counted() {
        for (var call = 0; call < 30; call++) {
            var answer = client.post("/auth/signup", Map.of(), "X-Forwarded-For", "192.0.2.77");
            assertThat(answer.problem()).isEqualTo("sign-up-closed");
            assertThat(answer.header("RateLimit")).isEmpty();
        }
    }

    @Test
    void leaves_the_log_in_open() {
        assertThat(client.post("/auth/login", Map.of("email", "ada@example.com", "password", "wrong-password"))
                        .problem())
                .isEqualTo("invalid-credentials");
    }

    @Test
    void needs_a_setting_that_is_open_or_closed() {
        assertThat(new SignUpSettings("", "Closed").isClosed()).isTrue();
        assertThat(new SignUpSettings("", "open").isClosed()).isFalse();
        assertThatThrownBy(() -> new SignUpSettings("", "shut"))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessage("keyledger.sign-up must be open or closed, was \"shut\"");
    }
}
