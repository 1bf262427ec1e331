package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.mail.LinkToken.Purpose;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserEvent.EmailVerified;
import org.keyledger.kernel.user.UserEvent.PasswordReset;
import org.keyledger.kernel.user.UserEvent.PasswordResetRequested;
import org.keyledger.kernel.user.UserId;
import org.keyledger.server.TwoGateways;

/** Two gateways on the same stores share one-time tokens, rate limits and idempotency keys. */
@DisplayName("Running two gateways on the same stores")
class TwoGatewaysEndToEndTest {

    private static final int PARALLEL_REQUESTS = 100;

    private final TwoGateways gateways = TwoGateways.shared();
    private final ServiceClient one = new ServiceClient(gateways.one());
    private final ServiceClient other = new ServiceClient(gateways.other());
    private final ExecutorService threads = Executors.newFixedThreadPool(20);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void an_account_exists_on_both() {
        one.signUp("both@example.com").expect(201);

        var token = other.logIn("both@example.com").expect(200).string("/token");

        one.bearer(token).get("/auth/me").expect(200);
        other.bearer(token).post("/auth/logout").expect(200);
        one.bearer(token).get("/auth/me").expect(401);
    }

    @Test
    void a_link_sets_one_password_in_a_hundred_concurrent_requests() throws Exception {
        var email = "reset-at-both@example.com";
        var user = user(one.signUp(email).expect(201));
        other.post("/auth/reset-password/request", "{\"email\":\"" + email + "\"}")
                .expect(200);
        var request =
                gateways.last(PasswordResetRequested.class, it -> it.user().equals(user) ? it.request() : null);

        var statuses = atOnce(
                "/auth/reset-password/confirm",
                "{\"token\":\"%s\",\"password\":\"an entirely new password\"}"
                        .formatted(link(Purpose.RESET_PASSWORD, user, request)));

        // the same request again is a repetition, which gets the same response and has no effect
        assertThat(statuses).isSubsetOf(200, 400, 503).contains(200);
        one.logIn(email).expect(401);
        assertThat(gateways.count(PasswordReset.class, it -> it.user().equals(user)))
                .isEqualTo(1);
    }

    @Test
    void a_link_verifies_once_in_a_hundred_concurrent_requests() throws Exception {
        var user = user(one.signUp("verify-at-both@example.com").expect(201));
        var request =
                gateways.last(EmailVerificationRequested.class, it -> it.user().equals(user) ? it.request() : null);

        var statuses = atOnce(
                "/auth/verify-email/confirm",
                "{\"token\":\"%s\"}".formatted(link(Purpose.VERIFY_EMAIL, user, request)));

        assertThat(statuses).isSubsetOf(200, 400, 503).contains(200);
        assertThat(gateways.count(EmailVerified.class, it -> it.user().equals(user)))
                .isEqualTo(1);
    }

    @Test
    void a_limit_counts_requests_to_both() {
        gateways.advanceToNext(Duration.ofMinutes(15));
        var here = one.from("198.51.100.7");
        var there = other.from("198.51.100.7");
        var ask = "{\"email\":\"nobody-at-both@example.com\"}";
        for (var i = 0; i < 30; i++) {
            (i % 2 == 0 ? here : there)
                    .post("/auth/reset-password/request", ask)
                    .expect(200);
        }

        here.post("/auth/reset-password/request", ask).expect(429);
        there.post("/auth/reset-password/request", ask).expect(429);
        there.from("198.51.100.8").post("/auth/reset-password/request", ask).expect(200);
    }

    @Test
    void an_account_evaluates_ten_wrong_passwords() throws Exception {
        var email = "guessed-at-both@example.com";
        one.signUp(email).expect(201);

        var statuses = atOnce("/auth/login", "{\"email\":\"" + email + "\",\"password\":\"not the password\"}");

        assertThat(statuses).isSubsetOf(401, 429);
        assertThat(statuses).filteredOn(status -> status == 401).hasSize(10);
    }

    private List<Integer> atOnce(String path, String body) throws Exception {
        var attempts = IntStream.range(0, PARALLEL_REQUESTS)
                .mapToObj(i -> new ServiceClient(i % 2 == 0 ? gateways.one() : gateways.other()))
                .<Callable<Integer>>map(client -> () -> client.post(path, body).status())
                .toList();
        var answered = threads.invokeAll(attempts);
        var statuses = Stream.<Integer>builder();
        for (var status : answered) {
            statuses.add(status.get());
        }
        return statuses.build().toList();
    }

    private String link(Purpose purpose, UserId user, MailRequestId request) {
        return LinkToken.create(gateways.keys().key(ServiceKeys.Purpose.LINK), purpose, user, request)
                .encoded();
    }

    private static UserId user(ServiceClient.Response signedUp) {
        return UserId.parse(signedUp.string("/user/id"));
    }
}
