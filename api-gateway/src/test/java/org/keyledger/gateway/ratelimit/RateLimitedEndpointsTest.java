package org.keyledger.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.gateway.GatewayClient.PASSWORD;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserCommand.RequestEmailVerification;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Calling a rate-limited endpoint too often")
@GatewayTest
class RateLimitedEndpointsTest {

    private static final String FROM = "X-Forwarded-For";

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Test
    void to_sign_up_is_refused_with_a_retry_after() {
        for (var i = 1; i <= 20; i++) {
            var answer = signUp("many" + i + "@example.com", "203.0.113.1");
            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.header("RateLimit-Policy")).isEqualTo("\"sign-up\";q=20;w=600");
            assertThat(answer.header("RateLimit")).startsWith("\"sign-up\";r=" + (20 - i) + ";t=");
        }
        var accounts = backend.count(RegisterUser.class);

        var refused = signUp("one-more@example.com", "203.0.113.1");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(refused.header("RateLimit")).startsWith("\"sign-up\";r=0;t=");
        assertThat(Long.parseLong(refused.header("Retry-After"))).isBetween(1L, 600L);
        assertThat(backend.count(RegisterUser.class)).isEqualTo(accounts);
        assertThat(signUp("elsewhere@example.com", "203.0.113.2").status()).isEqualTo(201);
    }

    @Test
    void counts_what_is_refused_for_other_reasons() {
        for (var i = 0; i < 30; i++) {
            assertThat(client.postRaw("/auth/login", "{", FROM, "203.0.113.3").status())
                    .isEqualTo(400);
        }

        assertThat(logIn("nobody@example.com", PASSWORD, "203.0.113.3").status())
                .isEqualTo(429);
    }

    @ParameterizedTest
    @CsvSource({"/auth/verify-email/confirm, 30", "/auth/login, 30", "/auth/signup, 20"})
    void is_counted_by_the_real_client_whatever_it_sends_in_the_forwarding_header(String path, int limit) {
        var real = "198.51.100." + path.length();
        for (var i = 0; i <= limit; i++) {
            var answer = client.post(path, Map.of(), FROM, "203.0.113." + i + ", " + real);
            assertThat(answer.status()).isEqualTo(i < limit ? 400 : 429);
        }
    }

    @Test
    void from_one_ipv6_64_network_counts_as_one_client() {
        for (var i = 0; i <= 30; i++) {
            var answer = client.post("/auth/login", Map.of(), FROM, "2001:db8:1:2::" + Integer.toHexString(i));
            assertThat(answer.status()).isEqualTo(i < 30 ? 400 : 429);
        }
        assertThat(client.post("/auth/login", Map.of(), FROM, "2001:db8:1:3::1").status())
                .isEqualTo(400);
    }

    @Test
    void with_a_mailed_token_is_one_limit_on_both_endpoints() {
        for (var i = 0; i < 15; i++) {
            assertThat(client.post("/auth/verify-email/confirm", Map.of("token", "x"), FROM, "203.0.113.4")
                            .status())
                    .isEqualTo(400);
            assertThat(client.get("/api/auth/verify-email?token=x", FROM, "203.0.113.4")
                            .status())
                    .isEqualTo(302);
        }

        assertThat(client.get("/api/auth/verify-email?token=x", FROM, "203.0.113.4")
                        .status())
                .isEqualTo(429);
    }

    @Test
    void for_a_mail_gets_the_same_response_and_no_mail() {
        var account = client.signUp();
        for (var i = 0; i < 5; i++) {
            assertThat(client.post("/auth/verify-email/request", account.bearer())
                            .status())
                    .isEqualTo(200);
        }
        var before = backend.count(RequestEmailVerification.class);

        var answer = client.post("/auth/verify-email/request", account.bearer());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/message")).isEqualTo("A verification mail is on its way.");
        assertThat(backend.count(RequestEmailVerification.class)).isEqualTo(before);
    }

    @Test
    void with_unknown_keys_does_not_limit_known_ones() {
        var account = client.signUp();
        for (var i = 0; i < 300; i++) {
            assertThat(check("no key at all " + i).status()).isEqualTo(401);
        }

        var refused = check("no key at all");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("RateLimit")).startsWith("\"unknown-key\";r=0;t=");
        var known = check(account.apiKey());
        assertThat(known.status()).isEqualTo(200);
        assertThat(known.header("RateLimit")).isEmpty();
    }

    private GatewayClient.Response check(String key) {
        return client.get("/auth/check", "X-API-Key", key, FROM, "203.0.113.5");
    }

    private GatewayClient.Response signUp(String email, String from) {
        return client.post("/auth/signup", Map.of("email", email, "password", PASSWORD), FROM, from);
    }

    private GatewayClient.Response logIn(String email, String password, String from) {
        return client.post("/auth/login", Map.of("email", email, "password", password), FROM, from);
    }
}
