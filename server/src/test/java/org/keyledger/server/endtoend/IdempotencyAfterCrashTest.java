package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.server.endtoend.ServiceClient.Response;

@DisplayName("Retrying a request after a crash of the service")
class IdempotencyAfterCrashTest {

    private static final int WRITERS = 8;
    private static final int ANSWERED = 100;
    private static final String UNANSWERED = "";

    /** The returned secret by the label of each requested key. */
    private final Map<String, String> asked = new ConcurrentHashMap<>();

    private final CountDownLatch enoughAsked = new CountDownLatch(ANSWERED);

    @TempDir
    private Path data;

    @Test
    void creates_each_key_once_and_returns_its_first_secret() {
        var settings = ServiceProcess.settings(data);
        settings.put("KEYLEDGER_REQUEST_RUNS_AT_MOST", "1h"); // longer than the test, so that no retry waits for it
        settings.put("KEYLEDGER_LIMIT_KEY_CREATION", "1000000/1m");
        settings.put("KEYLEDGER_LIMIT_WRITE", "1000000/1m");
        String token;
        try (var program = ServiceProcess.start(settings)) {
            token = program.client().signUp("crash@example.com").expect(201).string("/token");
            killWhileKeysAreMade(program, program.client().bearer(token));
        }
        try (var program = ServiceProcess.start(settings)) {
            var owner = program.client().bearer(token);

            asked.forEach((label, secret) -> {
                var again = make(owner, label).expect(201);
                assertThat(again.string("/secret")).satisfies(it -> {
                    assertThat(program.client().check(it)).isEqualTo(200);
                    assertThat(secret).isIn(UNANSWERED, it);
                });
            });
            var made = owner.get("/customer/keys?limit=200").expect(200).body().at("/keys");
            assertThat(made.valueStream().map(key -> key.at("/label").asString()))
                    .doesNotHaveDuplicates()
                    .hasSize(asked.size() + 1);
        }
    }

    private void killWhileKeysAreMade(ServiceProcess program, ServiceClient owner) {
        var writers = IntStream.range(0, WRITERS)
                .mapToObj(writer -> new Thread(() -> makeKeys(owner, writer)))
                .toList();
        writers.forEach(Thread::start);
        await(enoughAsked);
        program.kill();
        writers.forEach(IdempotencyAfterCrashTest::join);
        assertThat(asked).hasSizeLessThan(190).containsValue(UNANSWERED);
    }

    /** Creates keys until the service is killed. */
    private void makeKeys(ServiceClient owner, int writer) {
        try {
            for (var number = 0; ; number++) {
                var label = "key-%d-%012d".formatted(writer, number);
                asked.put(label, UNANSWERED);
                enoughAsked.countDown();
                asked.put(label, make(owner, label).expect(201).string("/secret"));
            }
        } catch (UncheckedIOException died) {
            assertThat(died).hasCauseInstanceOf(java.io.IOException.class);
        }
    }

    private static Response make(ServiceClient owner, String label) {
        return owner.with("Idempotency-Key", label).createKey(label);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
