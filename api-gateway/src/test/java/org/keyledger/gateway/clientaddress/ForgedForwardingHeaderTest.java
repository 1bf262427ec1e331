package org.keyledger.gateway.clientaddress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@DisplayName("A forwarding header that a client forged")
@GatewayTest
@TestPropertySource(properties = {"keyledger.proxies.header=Forwarded", "keyledger.limiting.log-in=5/10m"})
class ForgedForwardingHeaderTest {

    @Autowired
    GatewayClient client;

    @Test
    void does_not_pass_an_allow_list() {
        var key = client.post(
                        "/customer/keys",
                        Map.of("label", "office", "ip_allow", List.of("10.0.0.7", "127.0.0.0/8")),
                        client.signUp().bearer())
                .text("/secret");

        for (var forged : List.of("", "for=10.0.0.7, ", "for=10.0.0.7;x=\", ", "for=10.0.0.7;x=\"\\\", ", "\", ")) {
            var response = client.get("/auth/check", "X-API-Key", key, "Forwarded", forged + "for=203.0.113.9");
            assertThat(response.problem()).as(forged).isEqualTo("address-not-allowed");
        }
        assertThat(client.get("/auth/check", "X-API-Key", key, "Forwarded", "for=10.0.0.7")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void does_not_pass_the_limit_of_log_ins() {
        for (var i = 1; i <= 6; i++) {
            var response = client.post(
                    "/auth/login",
                    Map.of("email", "n" + i + "@example.com", "password", "wrong-wrong-77"),
                    "Forwarded",
                    "for=198.51.100." + i + ";x=\", for=203.0.113.10");
            assertThat(response.status()).isEqualTo(i <= 5 ? 401 : 429);
        }
    }
}
