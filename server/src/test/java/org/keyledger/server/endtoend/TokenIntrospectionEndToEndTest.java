package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.server.endtoend.ServiceClient.Response;

/** RFC 7662, on the running service. */
@DisplayName("Introspecting tokens (RFC 7662)")
class TokenIntrospectionEndToEndTest {

    private static final String INACTIVE = "{\"active\":false}";

    private final ServiceClient client = SharedService.client();
    private final Response account =
            client.signUp("introspect" + System.nanoTime() + "@example.com").expect(201);
    private final ServiceClient caller = client.key(account.string("/api_key"));

    @Test
    void describes_an_access_token() {
        var answer = introspect(account.string("/session/access_token"));

        assertThat(answer.body().at("/active").asBoolean()).isTrue();
        assertThat(answer.string("/sub")).isEqualTo(account.string("/user/id"));
        assertThat(answer.string("/tid")).isEqualTo(account.string("/tenant_id"));
        assertThat(answer.string("/scope")).isEqualTo("*");
        assertThat(answer.string("/token_type")).isEqualTo("bearer");
        assertThat(answer.body().at("/exp").asLong() - answer.body().at("/iat").asLong())
                .isEqualTo(3600);
        assertThat(answer.string("/iss")).isEqualTo(answer.string("/aud")).startsWith("http");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void describes_an_api_key_and_a_refresh_token() {
        var key = introspect(account.string("/api_key"));
        assertThat(key.string("/token_type")).isEqualTo("api_key");
        assertThat(key.string("/client_id")).startsWith("key_");
        assertThat(key.string("/scope")).isEqualTo("*");

        var refresh = introspect(account.string("/session/refresh_token"));
        assertThat(refresh.string("/token_type")).isEqualTo("refresh_token");
        assertThat(refresh.body().at("/exp").asLong()).isPositive();
    }

    @Test
    void returns_only_that_the_others_are_not_active() {
        var stranger = client.signUp("introspected" + System.nanoTime() + "@example.com")
                .expect(201);

        assertThat(introspect("made up").text()).isEqualTo(INACTIVE);
        assertThat(introspect(stranger.string("/token")).text()).isEqualTo(INACTIVE);
        assertThat(introspect(stranger.string("/api_key")).text()).isEqualTo(INACTIVE);
        assertThat(introspect(stranger.string("/session/refresh_token")).text()).isEqualTo(INACTIVE);
        client.refresh(account.string("/session/refresh_token")).expect(200);
        assertThat(introspect(account.string("/session/refresh_token")).text()).isEqualTo(INACTIVE);
        client.bearer(account.string("/token")).post("/auth/logout").expect(200);
        assertThat(introspect(account.string("/token")).text()).isEqualTo(INACTIVE);
    }

    @Test
    void accepts_a_form_or_json_from_an_authenticated_caller() {
        var token = account.string("/token");
        caller.form("/auth/introspect", "token_type_hint=access_token&other=1&token=" + token)
                .expect(200);
        client.bearer(token)
                .post("/auth/introspect", "{\"token\":\"" + token + "\"}")
                .expect(200);

        caller.form("/auth/introspect", "token_type_hint=access_token").expect(400);
        caller.form("/auth/introspect", "token=a&token=b").expect(400);
        caller.post("/auth/introspect", "{\"token\":\"a\",\"active\":true}").expect(400);
        caller.post("/auth/introspect", "{\"token\":[\"a\"]}").expect(400);
        caller.post("/auth/introspect").expect(400);
        client.form("/auth/introspect", "token=" + token).expect(401);
    }

    private Response introspect(String token) {
        return caller.form("/auth/introspect", "token=" + token).expect(200);
    }
}
