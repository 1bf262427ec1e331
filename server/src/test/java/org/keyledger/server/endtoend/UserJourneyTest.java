package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.RequiredTool;
import org.keyledger.server.endtoend.TopicReader.TopicRecord;

@DisplayName("Following a user and a key from sign-up to log-out")
class UserJourneyTest {

    private static final Pattern POSITION = Pattern.compile("ce_position=(\\d+)");

    private final ServiceClient client = SharedService.client();

    @Test
    void leads_from_sign_up_and_verification_to_log_out() {
        var signedUp = client.signUp("path@example.com").expect(201);
        assertThat(signedUp.body().at("/email_verified").asBoolean()).isFalse();

        var token = client.awaitVerificationToken("path@example.com");
        client.post("/auth/verify-email/confirm", "{\"token\":\"" + token + "\"}")
                .expect(200);
        client.post("/auth/verify-email/confirm", "{\"token\":\"" + token + "\"}")
                .expect(200); // a repetition, without an effect

        var loggedIn = client.logIn("path@example.com").expect(200);
        assertThat(loggedIn.body().at("/email_verified").asBoolean()).isTrue();
        var user = client.bearer(loggedIn.string("/token"));
        assertThat(user.get("/auth/me").expect(200).string("/user/email")).isEqualTo("path@example.com");
        assertThat(user.get("/auth/verify-email/status")
                        .expect(200)
                        .body()
                        .at("/email_verified")
                        .asBoolean())
                .isTrue();

        user.post("/auth/logout").expect(200);
        user.get("/auth/me").expect(401);
        client.bearer(loggedIn.string("/session/access_token")).get("/auth/me").expect(401);
    }

    @Test
    void leads_a_key_from_creation_to_revocation() {
        var owner = client.bearer(client.signUp("keys@example.com").expect(201).string("/token"));
        var created = owner.createKey("build server").expect(201);
        var path = "/customer/keys/" + created.string("/key_id");
        assertThat(client.check(created.string("/secret"))).isEqualTo(200);

        var listed = owner.get("/customer/keys").expect(200).body().at("/keys");
        assertThat(StreamSupport.stream(listed.spliterator(), false)
                        .map(key -> key.at("/label").asString()))
                .containsExactlyInAnyOrder("build server", "default");
        assertThat(owner.get(path).expect(200).string("/status")).isEqualTo("active");

        var rotated = owner.post(path + "/rotate").expect(200);
        assertThat(client.check(created.string("/secret"))).isEqualTo(401);
        assertThat(client.check(rotated.string("/secret"))).isEqualTo(200);

        var successor = "/customer/keys/" + rotated.string("/key_id");
        assertThat(owner.post(successor + "/revoke").expect(200).string("/status"))
                .isEqualTo("revoked");
        assertThat(client.check(rotated.string("/secret"))).isEqualTo(401);
        owner.post(successor + "/revoke").expect(200);
        owner.get(successor).expect(200);
    }

    @Test
    void is_received_by_a_topic_consumer_in_order() {
        var signedUp = client.signUp("order@example.com").expect(201);
        var owner = client.bearer(signedUp.string("/token"));
        var key = owner.createKey("first").expect(201).string("/key_id");
        owner.post("/customer/keys/" + key + "/revoke").expect(200);

        var read = new TopicReader(SharedService.service().brokers())
                .readUntil(
                        "identity.events.v1",
                        it -> it.type().equals("org.keyledger.apikey.revoked")
                                && it.subject().equals(key));

        assertThat(read).extracting(TopicRecord::position).isSorted().doesNotHaveDuplicates();
        assertThat(read)
                .filteredOn(it -> it.value().contains(signedUp.string("/tenant_id")))
                .extracting(TopicRecord::type)
                .containsSubsequence(
                        "org.keyledger.tenant.created",
                        "org.keyledger.user.registered",
                        "org.keyledger.apikey.created",
                        "org.keyledger.session.started");
        assertThat(read)
                .filteredOn(it -> it.subject().equals(key))
                .extracting(TopicRecord::type)
                .containsExactly("org.keyledger.apikey.created", "org.keyledger.apikey.revoked");
    }

    /** Debian's Kafka client, which shares no code with ours. */
    @Test
    void is_seen_by_kcat_in_order(@TempDir Path folder) {
        RequiredTool.require("kcat");
        var key = client.bearer(client.signUp("kcat@example.com").expect(201).string("/token"))
                .createKey("read by kcat")
                .expect(201)
                .string("/key_id");
        var topics = SharedService.service().brokers();
        new TopicReader(topics)
                .readUntil("identity.events.v1", it -> it.subject().equals(key));

        try (var shell = new Shell(folder)) {
            var read = shell.run("kcat -C -e -q -b " + topics + " -t identity.events.v1 -f '%h\\n'");

            assertThat(read).contains("ce_subject=" + key);
            assertThat(POSITION.matcher(read).results().map(it -> Long.parseLong(it.group(1))))
                    .isNotEmpty()
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    /** The publisher waits for the broker, which starts at the same time. */
    @Test
    void is_published_without_a_warning_at_start() {
        Eventually.awaitTrue(
                () -> SharedService.service().log().contains("Publishing from position 0"),
                () -> "published nothing: " + SharedService.service().log());
        assertThat(SharedService.service().log()).doesNotContain("Could not publish");
    }

    @Test
    void is_signed_with_published_keys() {
        var keys = client.get("/.well-known/jwks.json").expect(200).body().at("/keys");

        assertThat(keys.size()).isEqualTo(2);
        assertThat(StreamSupport.stream(keys.spliterator(), false))
                .allSatisfy(key -> assertThat(key.has("d")).isFalse());
    }
}
