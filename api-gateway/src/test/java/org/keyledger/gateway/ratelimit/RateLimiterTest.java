package org.keyledger.gateway.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.GatewayTestApplication;
import org.keyledger.gateway.TestServiceKeys;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.InMemoryAtomicStore;
import org.keyledger.ledger.MutableClock;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

@DisplayName("Counting calls against a rate limit")
class RateLimiterTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MutableClock clock = new MutableClock(GatewayTestApplication.START.plusSeconds(10));
    private final InMemoryAtomicStore store = new InMemoryAtomicStore(clock);
    private final RateLimiter limiter = gateway(store, "on");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @BeforeEach
    void given_a_request() {
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest(), response));
    }

    @AfterEach
    void end() {
        RequestContextHolder.resetRequestAttributes();
    }

    @Test
    void reports_what_is_left_and_when_the_window_ends() {
        limiter.admit("key", 3, MINUTE, "k1");

        assertThat(response.getHeader("RateLimit-Policy")).isEqualTo("\"key\";q=3;w=60");
        assertThat(response.getHeader("RateLimit")).isEqualTo("\"key\";r=2;t=50");
    }

    @Test
    void is_shared_by_processes_and_starts_again_with_each_window() {
        var other = gateway(store, "on");
        limiter.admit("key", 3, MINUTE, "k1");
        other.admit("key", 3, MINUTE, "k1");
        limiter.admit("key", 3, MINUTE, "k1");

        for (var each : new RateLimiter[] {other, limiter, other}) {
            assertThatThrownBy(() -> each.admit("key", 3, MINUTE, "k1"))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            found -> assertThat(found.problem()).isEqualTo(Problem.TOO_MANY_REQUESTS))
                    .extracting("headers")
                    .isEqualTo(Map.of("Retry-After", "50"));
        }
        limiter.admit("key", 3, MINUTE, "k2");
        limiter.admit("another policy", 3, MINUTE, "k1");

        clock.advance(Duration.ofSeconds(50));
        assertThatCode(() -> limiter.admit("key", 3, MINUTE, "k1")).doesNotThrowAnyException();
    }

    @Test
    void misses_no_parallel_call() {
        var admitted = new AtomicInteger();
        IntStream.range(0, 200).parallel().forEach(i -> {
            if (limiter.tryAcquire(Limit.MAIL, "somebody")) {
                admitted.incrementAndGet();
            }
        });

        assertThat(admitted).hasValue(5);
        assertThat(response.getHeader("RateLimit")).isNull();
    }

    @Test
    void does_not_access_the_store_above_the_limit() {
        for (var i = 0; i < 6; i++) {
            limiter.tryAcquire(Limit.MAIL, "somebody");
        }
        var counterKey =
                new CounterKeys(new TestServiceKeys()).keyOf("mail", "somebody") + ":" + clock.millis() / 900_000;
        var counted = store.incrementAndGet(counterKey, Duration.ofMinutes(15));

        limiter.tryAcquire(Limit.MAIL, "somebody");

        assertThat(store.incrementAndGet(counterKey, Duration.ofMinutes(15))).isEqualTo(counted + 1);
    }

    @Test
    void that_fails_refuses_calls_of_limited_endpoints_but_not_of_limited_keys() {
        var broken = gateway(new UnavailableAtomicStore(), "on");

        assertThatThrownBy(() -> broken.admit(Limit.LOG_IN, "somebody"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        found -> assertThat(found.problem()).isEqualTo(Problem.OVERLOADED));
        assertThat(broken.tryAcquire(Limit.MAIL, "somebody")).isFalse();
        assertThatCode(() -> broken.admit("key", 3, MINUTE, "k1")).doesNotThrowAnyException();
    }

    @Test
    void is_skipped_if_rate_limits_are_disabled() {
        var open = gateway(new UnavailableAtomicStore(), "off");
        for (var i = 0; i < 100; i++) {
            open.admit(Limit.SIGN_UP, "somebody");
            open.admit("key", 3, MINUTE, "k1");
            assertThat(open.tryAcquire(Limit.MAIL, "somebody")).isTrue();
        }
        assertThat(response.getHeaderNames()).isEmpty();
    }

    private RateLimiter gateway(AtomicStore atomicStore, String limits) {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of("keyledger.limiting.enabled", limits)))
                .bindOrCreate("keyledger.limiting", RateLimitSettings.class);
        return new RateLimiter(atomicStore, new CounterKeys(new TestServiceKeys()), settings, clock);
    }
}
