package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Listing and ending sessions")
class SessionManagementEndToEndTest {

    private final ServiceClient client = SharedService.client();

    @Test
    void lists_sessions_and_marks_the_current_one() {
        client.with("User-Agent", "phone").signUp("devices@example.com").expect(201);
        var laptop =
                client.with("User-Agent", "laptop").logIn("devices@example.com").expect(200);

        var answer =
                client.bearer(laptop.string("/token")).get("/auth/sessions").expect(200);

        assertThat(answer.body().at("/sessions")).hasSize(2);
        assertThat(answer.string("/sessions/0/user_agent")).isEqualTo("laptop");
        assertThat(answer.string("/sessions/0/address")).isNotEmpty();
        assertThat(answer.body().at("/sessions/0/current").asBoolean()).isTrue();
        assertThat(answer.string("/sessions/1/user_agent")).isEqualTo("phone");
        assertThat(answer.body().at("/sessions/1/current").asBoolean()).isFalse();
        assertThat(answer.string("/sessions/1/last_seen_at"))
                .isGreaterThanOrEqualTo(answer.string("/sessions/1/created_at"));
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    }

    @Test
    void ends_one_on_every_node_before_the_response() {
        var one = client.signUp("end-one@example.com").expect(201);
        var other = client.logIn("end-one@example.com").expect(200);
        var here = client.bearer(other.string("/token"));
        var id = here.get("/auth/sessions").string("/sessions/1/id");

        here.delete("/auth/sessions/" + id).expect(200);

        client.bearer(one.string("/token")).get("/auth/check").expect(401);
        client.bearer(one.string("/session/access_token")).get("/auth/me").expect(401);
        client.refresh(one.string("/session/refresh_token")).expect(401);
        here.get("/auth/me").expect(200);
        assertThat(here.get("/auth/sessions").body().at("/sessions")).hasSize(1);
        here.delete("/auth/sessions/" + id).expect(200);
    }

    @Test
    void ends_every_other_session_before_the_response() {
        var first = client.signUp("end-others@example.com").expect(201);
        var second = client.logIn("end-others@example.com").expect(200);
        var here = client.logIn("end-others@example.com").expect(200);

        client.bearer(here.string("/token"))
                .post("/auth/sessions/revoke-others")
                .expect(200);

        client.bearer(first.string("/token")).get("/auth/check").expect(401);
        client.refresh(second.string("/session/refresh_token")).expect(401);
        client.bearer(here.string("/token")).get("/auth/check").expect(200);
        client.refresh(here.string("/session/refresh_token")).expect(200);
        assertThat(client.check(first.string("/api_key"))).isEqualTo(200);
        client.bearer(client.logIn("end-others@example.com").expect(200).string("/token"))
                .get("/auth/me")
                .expect(200);
    }

    @Test
    void does_not_find_a_session_of_another_user() {
        var ada = client.bearer(client.signUp("wall-a@example.com").expect(201).string("/token"));
        var bob = client.bearer(client.signUp("wall-b@example.com").expect(201).string("/token"));
        var hers = ada.get("/auth/sessions").string("/sessions/0/id");

        var foreign = bob.delete("/auth/sessions/" + hers).expect(404);
        var unknown = bob.delete("/auth/sessions/" + UUID.randomUUID()).expect(404);
        var nonsense = bob.delete("/auth/sessions/nonsense").expect(404);

        assertThat(foreign.text().replaceAll("urn:uuid:[^\"]*", ""))
                .isEqualTo(unknown.text().replaceAll("urn:uuid:[^\"]*", ""))
                .isEqualTo(nonsense.text().replaceAll("urn:uuid:[^\"]*", ""));
        ada.get("/auth/me").expect(200);
    }

    @Test
    void is_not_for_api_keys() {
        var key = client.key(client.signUp("no-keys@example.com").expect(201).string("/api_key"));

        key.get("/auth/sessions").expect(403);
        key.post("/auth/sessions/revoke-others").expect(403);
        key.patch("/auth/me", "{\"name\":\"x\"}").expect(403);
        key.delete("/auth/me").expect(403);
    }
}
