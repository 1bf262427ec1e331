package org.keyledger.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.kernel.session.SessionCommand.RefreshSession;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Refreshing a session")
@GatewayTest
class RefreshEndpointTest {

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Test
    void renews_both_tokens() {
        var first = firstToken();

        var answer = refresh(first);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().propertyNames()).containsExactly("token", "session");
        assertThat(answer.text("/session/refresh_token")).isNotEqualTo(first);
        assertThat(client.get("/auth/me", "Authorization", "Bearer " + answer.text("/token"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void twice_within_the_grace_period_returns_the_same_successor() {
        var first = firstToken();

        assertThat(refresh(first).text("/session/refresh_token"))
                .isEqualTo(refresh(first).text("/session/refresh_token"));
    }

    @Test
    void more_than_sixty_times_a_minute_is_refused() {
        var first = firstToken();
        for (var i = 0; i < 60; i++) {
            assertThat(refresh(first).status()).isEqualTo(200);
        }

        assertThat(refresh(first).problem()).isEqualTo("too-many-requests");
    }

    @Test
    void with_an_older_token_ends_the_session() {
        var first = firstToken();
        var second = refresh(first).text("/session/refresh_token");
        var third = refresh(second).text("/session/refresh_token");

        assertThat(refresh(first).problem()).isEqualTo("invalid-refresh-token");
        assertThat(refresh(third).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "x", "not-a-token", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void with_a_made_up_token_sends_no_command(String token) {
        var before = backend.count(RefreshSession.class);

        assertThat(refresh(token).status()).isEqualTo(401);
        assertThat(backend.count(RefreshSession.class)).isEqualTo(before);
    }

    @Test
    void with_a_token_that_was_refused_before_sends_no_command() {
        var first = firstToken();
        refresh(refresh(first).text("/session/refresh_token"));
        assertThat(refresh(first).problem()).isEqualTo("invalid-refresh-token");
        var before = backend.count(RefreshSession.class);

        assertThat(refresh(first).problem()).isEqualTo("invalid-refresh-token");
        assertThat(backend.count(RefreshSession.class)).isEqualTo(before);
    }

    private String firstToken() {
        return client.signUp().json().at("/session/refresh_token").asString();
    }

    private GatewayClient.Response refresh(String token) {
        return client.post("/auth/refresh", Map.of("refresh_token", token));
    }
}
