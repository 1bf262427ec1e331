package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.server.endtoend.ServiceClient.Response;

@DisplayName("Repeating a request with an idempotency key")
class IdempotencyEndToEndTest {

    private static final int PARALLEL_REQUESTS = 8;

    private final ServiceClient client = SharedService.client();

    @Test
    void for_an_account_creates_one_with_the_same_key() {
        var again = client.with("Idempotency-Key", "sign-up-0123456789-abcdef");
        var first = again.signUp("twice@example.com").expect(201);
        var second = again.signUp("twice@example.com").expect(201);

        assertThat(second.string("/user/id")).isEqualTo(first.string("/user/id"));
        assertThat(second.string("/tenant_id")).isEqualTo(first.string("/tenant_id"));
        assertThat(second.string("/api_key")).isEqualTo(first.string("/api_key"));
        assertThat(keysOf(second)).isEqualTo(1);
        client.bearer(second.string("/token")).get("/auth/me").expect(200);
    }

    @Test
    void for_a_key_creates_one_with_the_same_secret() {
        var owner =
                client.bearer(client.signUp("twice-key@example.com").expect(201).string("/token"));
        var again = owner.with("Idempotency-Key", "create-key-0123456789");
        var first = again.createKey("once").expect(201);
        var second = again.createKey("once").expect(201);

        assertThat(second.string("/key_id")).isEqualTo(first.string("/key_id"));
        assertThat(second.string("/secret")).isEqualTo(first.string("/secret"));
        assertThat(owner.get("/customer/keys").body().at("/keys").size()).isEqualTo(2);
        again.createKey("other").expect(422);
    }

    @Test
    void for_an_account_in_parallel_creates_one() {
        var again = client.with("Idempotency-Key", "at-once-0123456789-abcdefgh");
        var answers = atOnce(() -> again.signUp("at-once@example.com"));

        assertThat(answers).extracting(Response::status).isSubsetOf(201, 409).contains(201);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 201)
                .extracting(answer -> answer.string("/api_key"))
                .containsOnly(again.signUp("at-once@example.com").expect(201).string("/api_key"));
    }

    @Test
    void for_a_key_in_parallel_creates_one() {
        var signedUp = client.signUp("keys-at-once@example.com").expect(201);
        var again = client.bearer(signedUp.string("/token")).with("Idempotency-Key", "key-at-once-0123456789");
        var answers = atOnce(() -> again.createKey("once"));

        assertThat(answers).extracting(Response::status).isSubsetOf(201, 409).contains(201);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 201)
                .extracting(answer -> answer.string("/secret"))
                .containsOnly(again.createKey("once").expect(201).string("/secret"));
        assertThat(keysOf(signedUp)).isEqualTo(2);
    }

    @Test
    void for_one_address_in_parallel_creates_one_account() {
        var answers = atOnce(() -> client.signUp("parallel@example.com"));

        assertThat(answers).extracting(Response::status).isSubsetOf(201, 409).containsOnlyOnce(201);
        client.logIn("parallel@example.com").expect(200);
    }

    @Test
    void for_another_account_with_the_same_key_is_a_mismatch() {
        var again = client.with("Idempotency-Key", "mismatch-0123456789-abcdef");
        again.signUp("first-of-two@example.com").expect(201);

        assertThat(again.signUp("second-of-two@example.com").expect(422).string("/type"))
                .endsWith("/idempotency-mismatch");
        client.logIn("second-of-two@example.com").expect(401);
    }

    @Test
    void is_separate_for_each_caller() {
        var keys = Stream.of("one-caller@example.com", "other-caller@example.com")
                .map(email -> client.bearer(client.signUp(email).expect(201).string("/token")))
                .map(owner -> owner.with("Idempotency-Key", "of-two-callers-0123"))
                .map(owner -> owner.createKey("mine").expect(201).string("/secret"))
                .toList();

        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void for_a_rotation_replaces_once_with_the_same_secret() {
        var owner = client.bearer(
                client.signUp("rotate-twice@example.com").expect(201).string("/token"));
        var old = owner.createKey("old").expect(201);
        var path = "/customer/keys/" + old.string("/key_id") + "/rotate";
        var again = owner.with("Idempotency-Key", "rotate-0123456789abc");
        var first = again.post(path).expect(200);
        var second = again.post(path).expect(200);

        assertThat(second.text()).isEqualTo(first.text());
        assertThat(client.check(first.string("/secret"))).isEqualTo(200);
        assertThat(client.check(old.string("/secret"))).isEqualTo(401);
        again.post(path, "{\"overlap_seconds\":60}").expect(422);
        owner.post(path).expect(409);
        assertThat(owner.get("/customer/keys").body().at("/keys").size()).isEqualTo(3);
    }

    @Test
    void without_authentication_needs_an_unguessable_key() {
        var guessable = client.with("Idempotency-Key", "123456789012345678901");
        guessable.signUp("guessable@example.com").expect(400);

        client.logIn("guessable@example.com").expect(401);
    }

    private int keysOf(Response signedUp) {
        var keys =
                client.bearer(signedUp.string("/token")).get("/customer/keys").expect(200);
        return keys.body().at("/keys").size();
    }

    private static List<Response> atOnce(Supplier<Response> request) {
        var asked = IntStream.range(0, PARALLEL_REQUESTS)
                .mapToObj(one -> CompletableFuture.supplyAsync(request, task -> new Thread(task).start()))
                .toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }
}
