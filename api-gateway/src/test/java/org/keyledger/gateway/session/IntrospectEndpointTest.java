package org.keyledger.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Account;
import org.keyledger.gateway.GatewayClient.Response;
import org.keyledger.gateway.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Introspecting a token")
@GatewayTest
class IntrospectEndpointTest {

    private static final String INACTIVE = "{\"active\":false}";

    @Autowired
    GatewayClient client;

    @Test
    void describes_each_kind_of_token() {
        var account = client.signUp();

        for (var kind : new String[][] {
            {account.token(), "bearer"},
            {account.apiKey(), "api_key"},
            {account.json().at("/session/access_token").asString(), "bearer"},
            {account.json().at("/session/refresh_token").asString(), "refresh_token"}
        }) {
            var answer = introspect(kind[0], account);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().at("/active").booleanValue()).as(kind[1]).isTrue();
            assertThat(answer.text("/token_type")).isEqualTo(kind[1]);
            assertThat(answer.text("/tid")).isEqualTo(account.tenant());
            assertThat(answer.text("/scope")).isEqualTo("*");
        }
    }

    @Test
    void of_another_tenant_is_inactive() {
        var account = client.signUp();
        var otherTenant = client.signUp();

        assertThat(introspect(otherTenant.token(), account).httpResponse().body())
                .isEqualTo(INACTIVE);
        assertThat(introspect(otherTenant.apiKey(), account).httpResponse().body())
                .isEqualTo(INACTIVE);
        assertThat(introspect(otherTenant.json().at("/session/refresh_token").asString(), account)
                        .httpResponse()
                        .body())
                .isEqualTo(INACTIVE);
    }

    @Test
    void of_an_ended_session_is_inactive() {
        var account = client.signUp();
        client.post("/auth/logout", account.bearer());

        var answer = client.post("/auth/introspect", Map.of("token", account.token()), "X-API-Key", account.apiKey());

        assertThat(answer.httpResponse().body()).isEqualTo(INACTIVE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "made up", "a.b.c", "kl_live_000000000000.0000000000000000000000000000000000000000"})
    void that_is_no_token_is_inactive(String token) {
        assertThat(introspect(token, client.signUp()).httpResponse().body()).isEqualTo(INACTIVE);
    }

    @Test
    void can_be_sent_as_a_form_and_with_a_hint() {
        var account = client.signUp();

        var answer = client.send(
                "POST",
                "/auth/introspect",
                "token=" + account.token() + "&token_type_hint=refresh_token",
                "Authorization",
                "Bearer " + account.token(),
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(answer.json().at("/active").booleanValue()).isTrue();
    }

    @Test
    void needs_a_credential() {
        assertThat(client.post("/auth/introspect", Map.of("token", "any")).status())
                .isEqualTo(401);
    }

    private Response introspect(String token, Account caller) {
        return client.post("/auth/introspect", Map.of("token", token), caller.bearer());
    }
}
