package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.server.TwoGateways;

/** Repeats requests after minutes and days on a shifted clock. */
@DisplayName("Repeating requests after minutes and days")
class ExpiryEndToEndTest {

    private final TwoGateways gateways = TwoGateways.shared();
    private final ServiceClient client = new ServiceClient(gateways.one());

    @Test
    void with_a_sign_up_within_a_day_returns_the_same_account_and_later_only_that_it_was_created() {
        var again = client.with("Idempotency-Key", "sign-up-0123456789-later");
        var first = again.signUp("later@example.com").expect(201);

        gateways.advance(Duration.ofHours(23));
        var within = new ServiceClient(gateways.other()).with("Idempotency-Key", "sign-up-0123456789-later");
        assertThat(within.signUp("later@example.com").expect(201).string("/api_key"))
                .isEqualTo(first.string("/api_key"));

        gateways.advance(Duration.ofHours(1));
        var after = again.signUp("later@example.com").expect(409);
        assertThat(after.string("/type")).endsWith("/already-created");
        assertThat(after.string("/id")).isEqualTo(first.string("/user/id"));
        assertThat(after.text()).doesNotContain(first.string("/api_key"));
        assertThat(again.post(
                                "/auth/signup",
                                "{\"email\":\"other@example.com\",\"password\":\"" + ServiceClient.PASSWORD + "\"}")
                        .expect(422)
                        .string("/type"))
                .endsWith("/idempotency-mismatch");
    }

    @Test
    void for_a_key_after_a_day_returns_its_id_and_no_secret() {
        client.signUp("key-later@example.com").expect(201);
        var first = signedIn("key-later@example.com").createKey("once").expect(201);

        gateways.advance(Duration.ofHours(24).plusSeconds(1));

        var owner = signedIn("key-later@example.com");
        var after = owner.createKey("once").expect(409);
        assertThat(after.string("/type")).endsWith("/already-created");
        assertThat(after.string("/id")).isEqualTo(first.string("/key_id"));
        assertThat(after.text()).doesNotContain(first.string("/secret"));
        assertThat(owner.get("/customer/keys").expect(200).body().at("/keys").size())
                .isEqualTo(2);
        assertThat(client.check(first.string("/secret"))).isEqualTo(200);
    }

    @Test
    void requires_the_password_for_sensitive_changes() {
        var token = client.signUp("step-up@example.com").expect(201).string("/token");
        var owner = client.bearer(token);
        owner.post("/auth/change-email", "{\"email\":\"step-up-new@example.com\"}")
                .expect(202);

        gateways.advance(Duration.ofMinutes(11));

        for (var refused : new ServiceClient.Response[] {
            owner.post("/auth/change-email", "{\"email\":\"step-up-newer@example.com\"}"),
            owner.post("/auth/change-password", "{\"password\":\"an entirely new password\"}"),
            owner.delete("/auth/me")
        }) {
            assertThat(refused.expect(401).string("/type")).endsWith("/step-up-required");
            assertThat(refused.headers().firstValue("WWW-Authenticate").orElse(""))
                    .contains("insufficient_user_authentication", "max_age=600");
        }
        owner.post(
                        "/auth/change-password",
                        "{\"current_password\":\"wrong\",\"password\":\"an entirely new password\"}")
                .expect(401);
        owner.post(
                        "/auth/change-password",
                        "{\"current_password\":\"%s\",\"password\":\"an entirely new password\"}"
                                .formatted(ServiceClient.PASSWORD))
                .expect(200);
        owner.get("/auth/me").expect(200);
    }

    @Test
    void with_expired_tokens_and_sessions_is_refused() {
        var session = client.signUp("over@example.com").expect(201);

        gateways.advance(Duration.ofMinutes(61));
        client.bearer(session.string("/session/access_token")).get("/auth/me").expect(401);
        client.bearer(session.string("/token")).get("/auth/me").expect(200);

        gateways.advance(Duration.ofHours(23));
        client.bearer(session.string("/token")).get("/auth/me").expect(401);
        client.refresh(session.string("/session/refresh_token")).expect(401);
    }

    private ServiceClient signedIn(String email) {
        return client.bearer(client.logIn(email).expect(200).string("/token"))
                .with("Idempotency-Key", "key-0123456789-later");
    }
}
