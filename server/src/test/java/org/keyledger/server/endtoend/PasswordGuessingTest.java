package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.server.endtoend.ServiceClient.Response;

class PasswordGuessingTest {

    private static final int AT_ONCE = 200;
    private static final int WRONG_ONES = 10;

    private final ServiceClient visitor = SharedService.visitor();

    @ParameterizedTest
    @ValueSource(strings = {"guessed@example.com", "no-account-at-all@example.com"})
    void of_one_account_from_everywhere_at_once_evaluates_ten(String email) {
        if (email.startsWith("guessed")) {
            visitor.signUp(email).expect(201);
        }

        var answers = atOnce(email);

        assertThat(answers).extracting(Response::status).containsOnly(401, 429);
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 401)
                .hasSize(WRONG_ONES)
                .allSatisfy(answer -> assertThat(answer.string("/title")).isEqualTo("Wrong address or password"));
        var refused = visitor.logIn(email).expect(429);
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 900L);
    }

    @Test
    void is_limited_though_the_client_claims_to_be_someone_else_each_time() {
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
        return visitor.from(addresses).logIn(email);
    }

    private List<Response> atOnce(String email) {
        var threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var asked = IntStream.range(0, AT_ONCE)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> SharedService.visitor()
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
