package org.keyledger.gateway.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.TestServiceKeys;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.kernel.user.PasswordHash;
import org.keyledger.ledger.Eventually;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@DisplayName("Hashing a password")
class PasswordHasherTest {

    private final HashingPool pool = new HashingPool(1, 1);
    private boolean open = true;
    private final PasswordHasher hasher =
            new PasswordHasher(new TestServiceKeys(), pool, () -> open, new HashingSettings(4, 1, 0));

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void contains_its_scheme_and_is_never_printed() {
        var hash = hasher.hash(Password.parse("correct horse"));

        assertThat(hash.encoded()).startsWith("{bcrypt+hmac-sha384}$2b$04$");
        assertThat(hash.toString() + Password.parse("correct horse")).doesNotContain("$2b$", "horse");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 55, 71, 72, 73, 100, 1000})
    void compares_every_character_beyond_the_limit_of_bcrypt(int length) {
        var start = "x".repeat(length);
        var hash = Optional.of(hasher.hash(Password.parse(start + "a")));

        assertThat(hasher.match(Password.parse(start + "a"), hash)).isTrue();
        assertThat(hasher.match(Password.parse(start + "b"), hash)).isFalse();
        assertThat(hasher.match(Password.parse(start), hash)).isFalse();
        assertThat(hasher.match(Password.parse(start + "ab"), hash)).isFalse();
    }

    @Test
    void compares_the_characters_after_a_nul_and_multi_byte_characters() {
        var nul = Optional.of(hasher.hash(Password.parse("before\0after")));
        var wide = Optional.of(hasher.hash(Password.parse("\uD83D\uDD11".repeat(18) + "a")));

        assertThat(hasher.match(Password.parse("before\0other"), nul)).isFalse();
        assertThat(hasher.match(Password.parse("before"), nul)).isFalse();
        assertThat(hasher.match(Password.parse("\uD83D\uDD11".repeat(18) + "b"), wide))
                .isFalse();
    }

    @Test
    void accepts_composed_and_decomposed_characters() {
        var hash = Optional.of(hasher.hash(Password.parse("caf\u00e9 au lait")));

        assertThat(hasher.match(Password.parse("cafe\u0301 au lait"), hash)).isTrue();
    }

    @Test
    void without_a_hash_is_never_right() {
        assertThat(hasher.match(Password.parse("nobody's password"), Optional.empty()))
                .isFalse();
        assertThat(hasher.match(Password.parse(""), Optional.of(PasswordHash.parse("{noop}"))))
                .isFalse();
    }

    @Test
    void without_a_hash_takes_as_long_as_with_one() {
        var slow = new PasswordHasher(new TestServiceKeys(), pool, () -> open, new HashingSettings(10, 1, 0));
        var hash = Optional.of(slow.hash(Password.parse("right")));
        slow.match(Password.parse("warm up"), hash);

        var known = nanos(() -> slow.match(Password.parse("wrong"), hash));
        var unknown = nanos(() -> slow.match(Password.parse("wrong"), Optional.empty()));

        assertThat(unknown).isBetween(known / 5, known * 5);
    }

    private static long nanos(Runnable work) {
        var start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    @Test
    void with_a_hash_of_a_lower_cost_takes_as_long_as_without_a_hash() {
        var stronger = new PasswordHasher(new TestServiceKeys(), pool, () -> open, new HashingSettings(10, 1, 0));
        var old = Optional.of(hasher.hash(Password.parse("right")));
        stronger.match(Password.parse("warm up"), old);

        var known = nanos(() -> stronger.match(Password.parse("wrong"), old));
        var unknown = nanos(() -> stronger.match(Password.parse("wrong"), Optional.empty()));

        assertThat(unknown).isBetween(known / 5, known * 5);
        assertThat(stronger.match(Password.parse("right"), old)).isTrue();
    }

    @Test
    void is_outdated_if_the_cost_or_the_scheme_has_changed() {
        var stronger = new PasswordHasher(new TestServiceKeys(), pool, () -> open, new HashingSettings(5, 1, 0));
        var hash = hasher.hash(Password.parse("correct horse"));

        assertThat(hasher.isOutdated(hash)).isFalse();
        assertThat(stronger.isOutdated(hash)).isTrue();
        assertThat(hasher.isOutdated(PasswordHash.parse("{noop}correct horse"))).isTrue();
    }

    @Test
    void beyond_the_queue_is_refused_immediately() throws Exception {
        var started = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var callers = Executors.newFixedThreadPool(2);
        try {
            callers.submit(() -> pool.run(() -> {
                started.countDown();
                return release.await(10, TimeUnit.SECONDS);
            }));
            assertThat(started.await(10, TimeUnit.SECONDS)).isTrue();
            var queued = callers.submit(() -> hasher.hash(Password.parse("waits")));
            Eventually.awaitTrue(() -> pool.stats().waiting() > 0, pool::stats);

            assertThatThrownBy(hasher::requireCapacity)
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("Retry after");
            assertThatThrownBy(() -> hasher.hash(Password.parse("too many")))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            found -> assertThat(found.problem()).isEqualTo(Problem.OVERLOADED));
            release.countDown();
            assertThat(queued.get(10, TimeUnit.SECONDS).encoded()).isNotEmpty();
            assertThat(pool.stats().rejected()).isEqualTo(2);
            assertThat(pool.stats().started()).isEqualTo(2);
            assertThat(pool.stats().totalWait()).isPositive();
        } finally {
            release.countDown();
            callers.shutdownNow();
        }
    }

    @Test
    void is_not_started_while_the_ledger_accepts_no_commits() {
        open = false;

        assertThatThrownBy(hasher::requireCapacity)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        found -> assertThat(found.problem()).isEqualTo(Problem.OVERLOADED));
        assertThatThrownBy(() -> hasher.hash(Password.parse("correct horse"))).isInstanceOf(ProblemException.class);
        assertThat(pool.stats().started()).isZero();
    }

    @Test
    void has_cost_10_by_default() {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of()))
                .bindOrCreate("keyledger.hashing", HashingSettings.class);

        assertThat(settings).isEqualTo(new HashingSettings(10, 64, 0));
        assertThatThrownBy(() -> new HashingSettings(3, 64, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("keyledger.hashing.bcrypt-cost must be between 4 and 16, was 3");
        assertThatThrownBy(() -> new HashingSettings(10, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HashingSettings(10, 64, -1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("keyledger.hashing.threads must be 0 or greater, was -1");
    }

    @Test
    void leaves_one_core_free_by_default() {
        assertThat(new HashingSettings(10, 64, 0).threadsOn(8)).isEqualTo(7);
        assertThat(new HashingSettings(10, 64, 0).threadsOn(1)).isEqualTo(1);
        assertThat(new HashingSettings(10, 64, 3).threadsOn(2)).isEqualTo(3);
    }
}
