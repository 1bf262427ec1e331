package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Erasure on the running service. {@link PlaintextLeakTest} shows that no file contains erased data. */
@DisplayName("Erasing an account")
class AccountErasureEndToEndTest {

    private final ServiceClient client = SharedService.client();

    @Test
    void ends_everything_before_the_response() {
        var first = client.signUp("gone@example.com").expect(201);
        var second = client.logIn("gone@example.com").expect(200);
        var owner = client.bearer(first.string("/token"));
        var key = owner.createKey("theirs").expect(201).string("/secret");

        owner.delete("/auth/me", "{\"current_password\":\"" + ServiceClient.PASSWORD + "\"}")
                .expect(200);

        owner.get("/auth/me").expect(401);
        owner.delete("/auth/me").expect(401);
        client.bearer(second.string("/session/access_token")).get("/auth/check").expect(401);
        client.refresh(second.string("/session/refresh_token")).expect(401);
        assertThat(client.check(first.string("/api_key"))).isEqualTo(401);
        assertThat(client.check(key)).isEqualTo(401);
    }

    @Test
    void makes_a_login_respond_as_for_an_unknown_address() {
        var owner =
                client.bearer(client.signUp("forgotten@example.com").expect(201).string("/token"));
        owner.delete("/auth/me").expect(200);

        var gone = client.logIn("forgotten@example.com").expect(401);
        var unknown =
                client.logIn("never-" + UUID.randomUUID() + "@example.com").expect(401);

        assertThat(gone.text().replaceAll("urn:uuid:[^\"]*", ""))
                .isEqualTo(unknown.text().replaceAll("urn:uuid:[^\"]*", ""));
    }

    @Test
    void frees_the_address_for_another_account() {
        var first = client.signUp("phoenix@example.com").expect(201);
        client.bearer(first.string("/token")).delete("/auth/me").expect(200);

        var second = client.signUp("phoenix@example.com").expect(201);

        assertThat(second.string("/user/id")).isNotEqualTo(first.string("/user/id"));
        client.bearer(first.string("/token")).get("/auth/me").expect(401);
        client.bearer(second.string("/token")).get("/auth/me").expect(200);
    }

    @Test
    void is_published_to_the_topic_by_id_alone() {
        var account = client.signUp("told@example.com").expect(201);
        client.bearer(account.string("/token")).delete("/auth/me").expect(200);

        var read = new TopicReader(SharedService.service().brokers())
                .readUntil(
                        "identity.events.v1",
                        it -> it.type().equals("org.keyledger.user.erased") && it.subject().equals(account.string("/user/id")));

        assertThat(read)
                .filteredOn(it -> it.value().contains(account.string("/tenant_id")))
                .extracting(TopicReader.TopicRecord::type)
                .contains("org.keyledger.tenant.closed");
        assertThat(read.get(read.size() - 1).value()).isEqualTo("{\"user_id\":\"" + account.string("/user/id") + "\"}");
    }
}
