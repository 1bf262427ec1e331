package org.keyledger.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Account;
import org.keyledger.gateway.GatewayClient.Response;
import org.keyledger.gateway.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Listing and revoking the sessions of a user")
@GatewayTest
class SessionsEndpointTest {

    @Autowired
    GatewayClient client;

    @Test
    void lists_each_and_marks_the_current_one() {
        var account = client.signUp();
        logIn(account);

        var answer = client.get("/auth/sessions", account.bearer());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.json().at("/sessions").size()).isEqualTo(2);
        assertThat(answer.json().at("/sessions/0").propertyNames())
                .containsExactly("id", "created_at", "last_seen_at", "address", "user_agent", "current");
        assertThat(answer.json().at("/sessions").findValuesAsString("current")).containsOnlyOnce("true");
        assertThat(answer.json().at("/next_cursor").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"?limit=0", "?limit=201", "?limit=many", "?cursor=made-up"})
    void refuses_invalid_page_parameters(String query) {
        var account = client.signUp();

        assertThat(client.get("/auth/sessions" + query, account.bearer()).status())
                .isEqualTo(400);
    }

    @Test
    void returns_a_cursor_for_the_next_page() {
        var account = client.signUp();
        logIn(account);

        assertThat(client.get("/auth/sessions?limit=1", account.bearer()).text("/next_cursor"))
                .isNotEmpty();
    }

    @Test
    void ends_one_and_responds_the_same_when_repeated() {
        var account = client.signUp();
        var there = logIn(account);
        var id = current(there);

        var first = end(id, account);
        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("Ledger-Position")).isNotEmpty();
        assertThat(client.get("/auth/me", "Authorization", "Bearer " + there).status())
                .isEqualTo(401);
        assertThat(end(id, account).status()).isEqualTo(200);
        assertThat(client.get("/auth/me", account.bearer()).status()).isEqualTo(200);
    }

    @Test
    void of_another_user_is_not_found() {
        var account = client.signUp();
        var othersSession = current(client.signUp().token());

        for (var id : new String[] {othersSession, UUID.randomUUID().toString(), "no-id"}) {
            var answer = end(id, account);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("no-such-session");
        }
    }

    @Test
    void ends_all_others() {
        var account = client.signUp();
        var there = logIn(account);

        assertThat(client.post("/auth/sessions/revoke-others", account.bearer()).status())
                .isEqualTo(200);

        assertThat(client.get("/auth/me", "Authorization", "Bearer " + there).status())
                .isEqualTo(401);
        assertThat(client.get("/auth/sessions", account.bearer())
                        .json()
                        .at("/sessions")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void does_not_accept_api_keys() {
        var account = client.signUp();

        assertThat(client.get("/auth/sessions", "X-API-Key", account.apiKey()).problem())
                .isEqualTo("credential-not-accepted");
        assertThat(client.get("/auth/sessions").status()).isEqualTo(401);
    }

    private String logIn(Account account) {
        return client.post("/auth/login", Map.of("email", account.email(), "password", GatewayClient.PASSWORD))
                .text("/token");
    }

    /** The id of the token's session. */
    private String current(String token) {
        for (var session : client.get("/auth/sessions", "Authorization", "Bearer " + token)
                .json()
                .at("/sessions")) {
            if (session.at("/current").booleanValue()) {
                return session.at("/id").asString();
            }
        }
        throw new AssertionError("no session is the current one");
    }

    private Response end(String session, Account account) {
        return client.send("DELETE", "/auth/sessions/" + session, null, account.bearer());
    }
}
