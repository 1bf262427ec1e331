package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.server.endtoend.ServiceClient.Response;

@DisplayName("Guessing passwords")
class PasswordGuessingTest {

    private static final int PARALLEL_GUESSES = 200;
    private static final int MAX_WRONG_PASSWORDS = 10;

    private final ServiceClient client = SharedService.client();

    @ParameterizedTest
    @ValueSource(strings = {"guessed@example.com", "no-account-at-all@example.com"})
    void of_one_account_from_many_addresses_in_parallel_evaluates_ten(String email) {
        if (email.startsWith("guessed")) {
            client.signUp(email).expect(201);
        }

        var answers = atOnce(email);

        assertThat(answers).extracting(Response::status).containsOnly(401, 429);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 401)
                .hasSize(MAX_WRONG_PASSWORDS)
                .allSatisfy(answer -> assertThat(answer.string("/title")).isEqualTo("Invalid credentials"));
        var refused = client.logIn(email).expect(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 900L);
    }

    @Test
    void is_limited_despite_forged_forwarding_headers() {
        for (var i = 0; i < 30; i++) {
            from("203.0.113." + i + ", 198.51.100.77", "liar" + i + "@example.com")
                    .expect(401);
        }

        var refused = from("203.0.113.99, 198.51.100.77", "liar@example.com").expect(429);
        assertThat(refused.headers().firstValue("RateLimit"))
                .hasValueSatisfying(field -> assertThat(field).startsWith("\"log-in\";r=0;t="));
        from("198.51.100.78", "liar@example.com").expect(401);
    }

    private Response from(String addresses, String email) {
        return client.from(addresses).logIn(email);
    }

    private List<Response> atOnce(String email) {
        var threads = Executors.newFixedThreadPool(PARALLEL_GUESSES);
        try {
            var asked = IntStream.range(0, PARALLEL_GUESSES)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> SharedService.client()
                                    .post(
                                            "/auth/login",
                                            "{\"email\":\"" + email + "\",\"password\":\"wrong one " + i + "\"}"),
                            threads))
                    .toList();
            return asked.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }
}
