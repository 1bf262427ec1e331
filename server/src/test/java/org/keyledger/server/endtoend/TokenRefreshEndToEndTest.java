package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.server.endtoend.ServiceClient.Response;

/** Refresh token rotation, on the running service. */
@DisplayName("Refreshing tokens")
class TokenRefreshEndToEndTest {

    private final ServiceClient client = SharedService.client();

    @Test
    void in_parallel_returns_the_same_successor_to_all_requests() throws Exception {
        var token = signedUp("parallel");

        var answers = together(IntStream.range(0, 16).mapToObj(it -> () -> client.refresh(token)));

        assertThat(answers).extracting(Response::status).containsOnly(200);
        assertThat(answers)
                .extracting(it -> it.string("/session/refresh_token"))
                .doesNotContain(token)
                .containsOnly(answers.get(0).string("/session/refresh_token"));
        client.refresh(answers.get(0).string("/session/refresh_token")).expect(200);
    }

    @Test
    void twice_in_a_second_returns_the_same_successor() {
        var token = signedUp("twice");

        var first = client.refresh(token).expect(200).string("/session/refresh_token");
        var again = client.refresh(token).expect(200).string("/session/refresh_token");

        assertThat(again).isEqualTo(first);
        client.refresh(first).expect(200);
    }

    @Test
    void with_a_token_that_was_replaced_twice_ends_the_family() {
        var token = signedUp("reuse");
        var second = client.refresh(token).expect(200);
        var third = client.refresh(second.string("/session/refresh_token")).expect(200);

        client.refresh(token).expect(401);

        client.refresh(third.string("/session/refresh_token")).expect(401);
        client.bearer(third.string("/token")).get("/auth/me").expect(401);
        client.bearer(second.string("/token")).get("/auth/me").expect(401);
    }

    @Test
    void keeps_older_access_tokens_of_the_session_valid() {
        var signedUp = client.signUp("refresh-alive@example.com").expect(201);

        client.refresh(signedUp.string("/session/refresh_token")).expect(200);

        client.bearer(signedUp.string("/session/access_token")).get("/auth/me").expect(200);
    }

    @Test
    void leaves_no_session_after_a_concurrent_log_out() throws Exception {
        for (var round = 0; round < 5; round++) {
            var signedUp =
                    client.signUp("refresh-race" + round + "@example.com").expect(201);
            var token = signedUp.string("/session/refresh_token");
            var answers = together(Stream.of(
                    () -> client.refresh(token),
                    () -> client.bearer(signedUp.string("/token")).post("/auth/logout"),
                    () -> client.refresh(token)));

            assertThat(answers.get(1).status()).isEqualTo(200);
            answers.stream().filter(it -> it.status() == 200).forEach(it -> {
                client.bearer(it.string("/token")).get("/auth/me").expect(401);
                client.refresh(it.string("/session/refresh_token")).expect(401);
            });
        }
    }

    private String signedUp(String name) {
        return client.signUp("refresh-" + name + "@example.com").expect(201).string("/session/refresh_token");
    }

    private static List<Response> together(Stream<Callable<Response>> calls) throws Exception {
        var pool = Executors.newFixedThreadPool(16);
        try {
            return pool.invokeAll(calls.toList()).stream()
                    .map(TokenRefreshEndToEndTest::got)
                    .toList();
        } finally {
            pool.shutdown();
        }
    }

    private static Response got(Future<Response> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
