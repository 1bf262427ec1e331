package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.server.endtoend.ServiceClient.Response;

@DisplayName("Minting tokens with a signature")
class SignedApiEndToEndTest {

    private final ServiceClient client = SharedService.client();
    private ServiceClient owner;
    private String user;
    private SigningClient signer;

    @BeforeEach
    void a_signing_key() {
        var account =
                client.signUp("signs-" + UUID.randomUUID() + "@example.com").expect(201);
        owner = client.bearer(account.string("/token"));
        user = account.string("/user/id");
        signer = SigningClient.register(client, owner);
    }

    @Test
    void gives_tokens_that_act_as_the_key_until_it_is_revoked() {
        var minted = signer.mint().expect(200);
        var holder = client.bearer(minted.string("/access_token"));

        var checked = holder.get("/auth/check").expect(200);
        assertThat(checked.headers().firstValue("X-Auth-Key-Id"))
                .contains("key_" + signer.keyId().replace("-", ""));
        assertThat(checked.headers().firstValue("X-Auth-Subject")).contains(user);
        assertThat(holder.get("/auth/me").expect(200).string("/user/id")).isEqualTo(user);
        var introspected = owner.post("/auth/introspect", "{\"token\":\"" + minted.string("/access_token") + "\"}")
                .expect(200);
        assertThat(introspected.string("/client_id")).isEqualTo(signer.keyId());
        var renewed = signer.refresh(minted.string("/refresh_token")).expect(200);
        assertThat(client.bearer(renewed.string("/access_token"))
                        .get("/auth/check")
                        .status())
                .isEqualTo(200);

        owner.post("/customer/keys/" + signer.keyId() + "/revoke").expect(200);
        for (var token : List.of(minted, renewed)) {
            client.bearer(token.string("/access_token")).get("/auth/check").expect(401);
            client.bearer(token.string("/access_token")).get("/auth/me").expect(401);
        }
        signer.refresh(renewed.string("/refresh_token")).expect(401);
        assertThat(signer.mint().expect(401).string("/type")).endsWith("/invalid-signature");
    }

    @Test
    void allows_nothing_but_what_a_key_may() {
        var holder = client.bearer(signer.mint().expect(200).string("/access_token"));

        for (var refused : List.of(
                holder.get("/customer/keys"),
                holder.createKey("more"),
                holder.post("/customer/keys/" + signer.keyId() + "/revoke"),
                holder.get("/auth/sessions"),
                holder.patch("/auth/me", "{\"name\":\"x\"}"),
                holder.post("/auth/logout"))) {
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.string("/type")).endsWith("/credential-not-accepted");
        }
    }

    @Test
    void mints_once_for_a_signature_and_its_twin_that_are_sent_in_parallel() {
        var request = signer.signedRequest();
        var twin = SigningClient.twinOf(request);

        var statuses = Stream.iterate(0, number -> number + 1)
                .limit(16)
                .map(number -> number % 2 == 0 ? request : twin)
                .map(sent ->
                        CompletableFuture.supplyAsync(() -> signer.send(sent).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(statuses)
                .containsOnly(200, 401)
                .filteredOn(status -> status == 200)
                .hasSize(1);
        assertThat(signer.send(twin).string("/type")).endsWith("/replayed-signature");
    }

    @Test
    void serves_two_workers_in_the_same_second() {
        var now = Instant.now().getEpochSecond();

        signer.send(signer.signedRequest(signer.keyId(), now)).expect(200);
        signer.send(signer.signedRequest(signer.keyId(), now)).expect(200);
        signer.send(signer.signedRequest("key_" + signer.keyId().replace("-", ""), now))
                .expect(200);
    }

    @Test
    void answers_the_same_to_an_unknown_key_a_wrong_signature_and_another_time() {
        var now = Instant.now().getEpochSecond();
        var other = SigningClient.register(client, owner);

        var answers = List.of(
                signer.send(signer.signedRequest(UUID.randomUUID().toString(), now)),
                signer.send(other.signedRequest(signer.keyId(), now)),
                signer.send(signer.signedRequest(signer.keyId(), now - 35)),
                signer.send(signer.signedRequest(signer.keyId(), now + 35)));

        for (var answer : answers) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(withoutInstance(answer)).isEqualTo(withoutInstance(answers.get(0)));
        }
    }

    private static String withoutInstance(Response answer) {
        return answer.text().replaceAll("urn:uuid:[0-9a-f-]+", "");
    }

    @Test
    void refuses_the_tokens_of_a_rotated_key_when_the_call_returns() {
        var minted = signer.mint().expect(200).string("/access_token");
        var successor = SigningClient.register(client, owner);
        var body = "{\"public_key\":" + successor.pem() + "}";

        var rotated =
                owner.post("/customer/keys/" + signer.keyId() + "/rotate", body).expect(200);

        client.bearer(minted).get("/auth/check").expect(401);
        signer.mint().expect(401);
        successor
                .send(successor.signedRequest(
                        rotated.string("/key_id"), Instant.now().getEpochSecond()))
                .expect(200);
    }

    @Test
    void ends_every_token_with_the_keys_of_the_account() {
        var minted = signer.mint().expect(200);

        owner.delete("/auth/me", "{\"current_password\":\"%s\"}".formatted(ServiceClient.PASSWORD))
                .expect(200);

        client.bearer(minted.string("/access_token")).get("/auth/check").expect(401);
        signer.refresh(minted.string("/refresh_token")).expect(401);
        signer.mint().expect(401);
    }

    @Test
    void hides_the_key_and_its_tokens_from_other_tenants() {
        var minted = signer.mint().expect(200);
        var stranger = client.bearer(client.signUp("strange-" + UUID.randomUUID() + "@example.com")
                .expect(201)
                .string("/token"));
        var path = "/customer/keys/" + signer.keyId();
        var unknown = "/customer/keys/" + UUID.randomUUID();

        for (var tail : List.of("/revoke", "/rotate", "/confirm")) {
            var theirs = stranger.post(path + tail);
            assertThat(theirs.status()).as(tail).isEqualTo(404);
            assertThat(withoutInstance(theirs)).isEqualTo(withoutInstance(stranger.post(unknown + tail)));
        }
        assertThat(stranger.get(path).status()).isEqualTo(404);
        for (var field : List.of("/access_token", "/refresh_token")) {
            var answer = stranger.post("/auth/introspect", "{\"token\":\"" + minted.string(field) + "\"}");
            assertThat(answer.text()).isEqualTo("{\"active\":false}");
        }
        signer.mint().expect(200);
    }
}
