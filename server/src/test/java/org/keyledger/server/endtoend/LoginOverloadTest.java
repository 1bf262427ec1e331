package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.server.endtoend.ServiceClient.Response;

/**
 * Sends ten times as many log-ins as can be hashed. There are fewer HTTP threads than clients, so log-ins that wait for
 * a hash in an unbounded queue would block all other requests.
 */
@DisplayName("Overloading the service with log-ins")
class LoginOverloadTest {

    private static final int CLIENTS = 64;
    private static final int HTTP_THREADS = 40;
    private static final int CHECKS = 300;
    private static final int MIN_REFUSALS = 200;
    private static final long PAUSE_MILLIS = 50;

    /** Time that a busy machine may add to any request. */
    private static final long FLOOR_NANOS = 500_000_000;

    @TempDir
    private Path data;

    private final Queue<Attempt> attempts = new ConcurrentLinkedQueue<>();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();

    /** @param expected the status if it was not refused */
    private record Attempt(Response answer, int expected, long nanos) {

        boolean isRefused() {
            return answer.status() == 503 || answer.status() == 429;
        }
    }

    @Test
    void is_refused_immediately_and_affects_no_other_request() {
        var settings = ServiceProcess.settings(data);
        settings.put("KEYLEDGER_BCRYPT_COST", "11");
        settings.put("KEYLEDGER_HASHING_QUEUE", "4");
        settings.put("SERVER_TOMCAT_THREADS_MAX", String.valueOf(HTTP_THREADS));
        try (var program = ServiceProcess.start(settings)) {
            var key = program.client().signUp("right@example.com").expect(201).string("/api_key");
            program.client().signUp("guessed@example.com").expect(201);
            var calm = checks(program, key);
            var storm = checksInAStorm(program, key);
            assertThat(percentile99(storm)).isLessThan(2 * percentile99(calm) + FLOOR_NANOS);
        }
        var judged = attempts.stream().filter(it -> !it.isRefused()).toList();
        var refused = attempts.stream().filter(Attempt::isRefused).toList();
        assertThat(unanswered).hasValue(0);
        assertThat(attempts).hasSizeGreaterThan(10 * judged.size());
        assertThat(judged)
                .allSatisfy(it -> assertThat(it.answer().status()).isEqualTo(it.expected()))
                .extracting(Attempt::expected)
                .contains(200, 401);
        assertThat(refused).allSatisfy(it -> assertClear(it.answer()));
        assertThat(median(refused)).isLessThan(median(judged));
    }

    private static void assertClear(Response refusal) {
        assertThat(refusal.headers().firstValueAsLong("Retry-After").orElse(0)).isPositive();
        assertThat(refusal.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(refusal.string("/type")).containsAnyOf("/problems/overloaded", "/problems/too-many-requests");
        assertThat(refusal.body().at("/status").asInt()).isEqualTo(refusal.status());
    }

    private List<Long> checksInAStorm(ServiceProcess program, String key) {
        var over = new AtomicBoolean();
        var clients = IntStream.range(0, CLIENTS)
                .mapToObj(client -> new Thread(() -> logInUntil(over, program)))
                .toList();
        clients.forEach(Thread::start);
        try {
            while (refusals() < MIN_REFUSALS) {
                ServiceProcess.sleep(PAUSE_MILLIS);
            }
            return checks(program, key);
        } finally {
            over.set(true);
            clients.forEach(LoginOverloadTest::join);
        }
    }

    private long refusals() {
        return attempts.stream().filter(Attempt::isRefused).count();
    }

    private void logInUntil(AtomicBoolean over, ServiceProcess program) {
        while (!over.get()) {
            var turn = number.getAndIncrement();
            switch (turn % 3) {
                case 0 -> logIn(program, "right@example.com", ServiceClient.PASSWORD, 200);
                case 1 -> logIn(program, "guessed@example.com", "wrong", 401);
                default -> logIn(program, "nobody" + turn + "@example.com", ServiceClient.PASSWORD, 401);
            }
            ServiceProcess.sleep(PAUSE_MILLIS);
        }
    }

    private void logIn(ServiceProcess program, String email, String password, int expected) {
        var startedAtNanos = System.nanoTime();
        unanswered.incrementAndGet();
        var body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
        var answer = program.client().post("/auth/login", body);
        attempts.add(new Attempt(answer, expected, System.nanoTime() - startedAtNanos));
        unanswered.decrementAndGet();
    }

    private static List<Long> checks(ServiceProcess program, String key) {
        return Stream.generate(() -> check(program, key)).limit(CHECKS).toList();
    }

    private static long check(ServiceProcess program, String key) {
        var startedAtNanos = System.nanoTime();
        assertThat(program.client().check(key)).isEqualTo(200);
        return System.nanoTime() - startedAtNanos;
    }

    private static long percentile99(List<Long> nanos) {
        return nanos.stream().sorted().toList().get(nanos.size() * 99 / 100);
    }

    private static long median(List<Attempt> all) {
        return all.stream().map(Attempt::nanos).sorted().toList().get(all.size() / 2);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
