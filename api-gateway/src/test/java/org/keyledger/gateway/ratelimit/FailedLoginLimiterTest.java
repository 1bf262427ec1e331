package org.keyledger.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.GatewayTestApplication;
import org.keyledger.gateway.TestServiceKeys;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.ledger.InMemoryAtomicStore;
import org.keyledger.ledger.MutableClock;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@DisplayName("Guessing a password")
class FailedLoginLimiterTest {

    private static final EmailHmac ACCOUNT = EmailHmac.parse("somebody");
    private static final String CLIENT = "192.0.2.1";
    private static final String STRANGER = "198.51.100.7";
    private static final CounterKeys COUNTER_KEYS = new CounterKeys(new TestServiceKeys());
    private static final BooleanSupplier RIGHT = () -> true;
    private static final BooleanSupplier WRONG = () -> false;

    private final MutableClock clock = new MutableClock(GatewayTestApplication.START);
    private final InMemoryAtomicStore store = new InMemoryAtomicStore(clock);
    private final FailedLoginLimiter limiter = gateway("on");
    private final FailedLoginLimiter otherGateway = gateway("on");

    @Test
    void wrong_is_counted_up_to_the_limit_and_then_not_checked() {
        for (var i = 0; i < 5; i++) {
            assertThat(limiter.checkAttempt(ACCOUNT, CLIENT, WRONG)).isFalse();
        }

        var evaluated = new AtomicInteger();
        assertRefused(() -> limiter.checkAttempt(ACCOUNT, CLIENT, counting(evaluated, true)), 900);
        assertRefused(() -> otherGateway.checkAttempt(ACCOUNT, CLIENT, counting(evaluated, true)), 900);
        assertThat(evaluated).hasValue(0);
        assertThat(limiter.checkAttempt(EmailHmac.parse("somebody else"), CLIENT, RIGHT))
                .isTrue();
    }

    @Test
    void by_strangers_does_not_keep_out_a_device_that_logged_in_before() {
        assertThat(limiter.checkAttempt(ACCOUNT, CLIENT, RIGHT)).isTrue();
        for (var i = 0; i < 5; i++) {
            assertThat(limiter.checkAttempt(ACCOUNT, STRANGER, WRONG)).isFalse();
        }
        assertRefused(() -> limiter.checkAttempt(ACCOUNT, STRANGER, RIGHT), 900);
        assertRefused(() -> limiter.checkAttempt(ACCOUNT, "203.0.113.9", RIGHT), 900);

        assertThat(otherGateway.checkAttempt(ACCOUNT, CLIENT, RIGHT)).isTrue();

        for (var i = 0; i < 5; i++) {
            assertThat(limiter.checkAttempt(ACCOUNT, CLIENT, WRONG)).isFalse();
        }
        assertRefused(() -> limiter.checkAttempt(ACCOUNT, CLIENT, RIGHT), 900);
    }

    @Test
    void from_a_device_that_did_not_log_in_for_thirty_days_counts_with_all_others() {
        assertThat(limiter.checkAttempt(ACCOUNT, CLIENT, RIGHT)).isTrue();
        clock.advance(Duration.ofDays(20));
        assertThat(limiter.checkAttempt(ACCOUNT, CLIENT, RIGHT)).isTrue();
        clock.advance(Duration.ofDays(29));
        exhaust();
        assertThat(limiter.checkAttempt(ACCOUNT, CLIENT, RIGHT)).isTrue();
        clock.advance(Duration.ofDays(31));
        exhaust();

        assertRefused(() -> limiter.checkAttempt(ACCOUNT, CLIENT, RIGHT), 900);
    }

    private void exhaust() {
        for (var i = 0; i < 5; i++) {
            limiter.checkAttempt(ACCOUNT, STRANGER, WRONG);
        }
    }

    @Test
    void right_counts_nothing() {
        for (var i = 0; i < 50; i++) {
            assertThat(limiter.checkAttempt(ACCOUNT, CLIENT, RIGHT)).isTrue();
        }
        assertThat(store.get(new CounterKeys(new TestServiceKeys()).keyOf("failed-log-in", "somebody")))
                .isEmpty();
    }

    @Test
    void again_is_allowed_as_each_wrong_one_leaves_the_window() {
        limiter.checkAttempt(ACCOUNT, CLIENT, WRONG);
        clock.advance(Duration.ofMinutes(10));
        for (var i = 0; i < 4; i++) {
            otherGateway.checkAttempt(ACCOUNT, CLIENT, WRONG);
        }
        assertRefused(() -> limiter.checkAttempt(ACCOUNT, CLIENT, RIGHT), 300);

        clock.advance(Duration.ofMinutes(5));

        assertThat(limiter.checkAttempt(ACCOUNT, CLIENT, WRONG)).isFalse();
        assertRefused(() -> limiter.checkAttempt(ACCOUNT, CLIENT, RIGHT), 600);
    }

    @Test
    void many_times_in_parallel_checks_no_more_than_the_limit() throws Exception {
        var evaluated = new AtomicInteger();

        var outcomes = atOnce(
                200,
                i -> () -> (i % 2 == 0 ? limiter : otherGateway)
                        .checkAttempt(ACCOUNT, CLIENT, counting(evaluated, false)));

        assertThat(evaluated).hasValue(5);
        assertThat(outcomes).filteredOn(it -> it.equals("false")).hasSize(5);
        assertThat(outcomes).filteredOn(it -> it.equals("429")).hasSize(195);
    }

    @Test
    void right_is_never_refused_because_of_parallel_attempts() throws Exception {
        var outcomes = atOnce(
                30,
                i -> () -> (i % 2 == 0 ? limiter : otherGateway).checkAttempt(ACCOUNT, CLIENT, () -> {
                    pause();
                    return i >= 4;
                }));

        assertThat(outcomes).filteredOn(it -> it.equals("true")).hasSize(26);
        assertThat(outcomes).filteredOn(it -> it.equals("false")).hasSize(4);
    }

    @Test
    void that_could_not_be_checked_is_not_counted() {
        for (var i = 0; i < 10; i++) {
            assertThatThrownBy(() -> limiter.checkAttempt(ACCOUNT, CLIENT, () -> {
                        throw Problem.OVERLOADED.toException();
                    }))
                    .isInstanceOf(ProblemException.class);
        }

        assertThat(limiter.checkAttempt(ACCOUNT, CLIENT, RIGHT)).isTrue();
    }

    @Test
    void that_was_pending_when_its_process_ended_counts_as_wrong() {
        var counterKey = new CounterKeys(new TestServiceKeys()).keyOf("failed-log-in", "somebody");
        store.acquireLease(
                counterKey, "a 0\nb 0\nc 0\nd 0\ne 0".replace("0", stamp()).getBytes(), Duration.ofMinutes(15));
        clock.advance(Duration.ofSeconds(31));

        assertRefused(() -> limiter.checkAttempt(ACCOUNT, CLIENT, RIGHT), 869);
    }

    @Test
    void wrong_while_the_clock_was_ahead_is_not_counted_after_it_was_set_back() {
        clock.advance(Duration.ofHours(1));
        for (var i = 0; i < 5; i++) {
            limiter.checkAttempt(ACCOUNT, CLIENT, WRONG);
        }
        assertRefused(() -> limiter.checkAttempt(ACCOUNT, CLIENT, RIGHT), 900);

        clock.advance(Duration.ofHours(-1));

        assertThat(limiter.checkAttempt(ACCOUNT, CLIENT, RIGHT)).isTrue();
    }

    @Test
    void is_not_checked_while_the_store_is_unavailable() {
        var broken = new FailedLoginLimiter(
                new AttemptLimiter(new LoginAttemptStore(new UnavailableAtomicStore()), COUNTER_KEYS, clock),
                new KnownDevices(new UnavailableAtomicStore(), COUNTER_KEYS, clock),
                settings("on"));
        var evaluated = new AtomicInteger();

        assertThatThrownBy(() -> broken.checkAttempt(ACCOUNT, CLIENT, counting(evaluated, true)))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        found -> assertThat(found.problem()).isEqualTo(Problem.OVERLOADED));
        assertThat(evaluated).hasValue(0);
    }

    @Test
    void is_unlimited_if_rate_limits_are_disabled() {
        var open = gateway("off");
        for (var i = 0; i < 100; i++) {
            assertThat(open.checkAttempt(ACCOUNT, CLIENT, WRONG)).isFalse();
        }
    }

    private String stamp() {
        return Long.toString(clock.millis(), 36);
    }

    private FailedLoginLimiter gateway(String limits) {
        return new FailedLoginLimiter(
                new AttemptLimiter(new LoginAttemptStore(store), COUNTER_KEYS, clock),
                new KnownDevices(store, COUNTER_KEYS, clock),
                settings(limits));
    }

    private static RateLimitSettings settings(String limits) {
        return new Binder(new MapConfigurationPropertySource(
                        Map.of("keyledger.limiting.enabled", limits, "keyledger.limiting.failed-log-in", "5/15m")))
                .bindOrCreate("keyledger.limiting", RateLimitSettings.class);
    }

    private static BooleanSupplier counting(AtomicInteger evaluated, boolean right) {
        return () -> {
            evaluated.incrementAndGet();
            pause();
            return right;
        };
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(20); // models the time that a password check takes, so that guesses overlap
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The result of each attempt: true, false, or the status of its refusal. */
    private static List<String> atOnce(int times, java.util.function.IntFunction<Callable<Boolean>> guess)
            throws Exception {
        var threads = Executors.newFixedThreadPool(times);
        var start = new CountDownLatch(1);
        try {
            var guessed = IntStream.range(0, times)
                    .mapToObj(i -> threads.submit(() -> {
                        start.await();
                        return guess.apply(i).call();
                    }))
                    .toList();
            start.countDown();
            return guessed.stream().map(FailedLoginLimiterTest::outcome).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static String outcome(Future<Boolean> guessed) {
        try {
            return guessed.get(30, TimeUnit.SECONDS).toString();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            return e.getCause() instanceof ProblemException found && found.problem() == Problem.TOO_MANY_REQUESTS
                    ? "429"
                    : e.toString();
        }
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable guess, long seconds) {
        assertThatThrownBy(guess).isInstanceOfSatisfying(ProblemException.class, found -> {
            assertThat(found.problem()).isEqualTo(Problem.TOO_MANY_REQUESTS);
            assertThat(found).extracting("headers").isEqualTo(Map.of("Retry-After", Long.toString(seconds)));
        });
    }
}
