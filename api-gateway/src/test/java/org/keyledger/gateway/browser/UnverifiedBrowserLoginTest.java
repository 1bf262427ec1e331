package org.keyledger.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Logging in to the browser API before the address is verified")
@GatewayTest
class UnverifiedBrowserLoginTest {

    @Autowired
    GatewayClient client;

    @Test
    void is_refused_with_the_documented_text_after_the_right_password_only() {
        var account = client.signUp();

        var right = logIn(account.email(), GatewayClient.PASSWORD);
        var wrong = logIn(account.email(), "wrong password");
        var unknown = logIn("nobody-at-all@example.com", GatewayClient.PASSWORD);

        assertThat(right.status()).isEqualTo(403);
        assertThat(right.text("/detail"))
                .isEqualTo("Email not verified. Please check your inbox for the activation link.");
        assertThat(right.httpResponse().headers().allValues("Set-Cookie")).isEmpty();
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text("/detail")).isEqualTo(unknown.text("/detail"));
        assertThat(unknown.status()).isEqualTo(401);
    }

    private GatewayClient.Response logIn(String email, String password) {
        return client.post("/api/auth/login", Map.of("email", email, "password", password));
    }
}
