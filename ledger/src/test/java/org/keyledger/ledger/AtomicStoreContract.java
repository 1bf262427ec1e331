package org.keyledger.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyledger.ledger.AtomicStore.Durability.DURABLE;
import static org.keyledger.ledger.AtomicStore.Durability.QUICK;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all cells do. */
public abstract class AtomicStoreContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Stands at {@link Examples#NOON} until a test moves it. */
    protected final MutableClock clock = new MutableClock(Examples.NOON);

    private AtomicStore cells;

    /** Empty cells with {@link #clock}. */
    protected abstract AtomicStore open() throws Exception;

    @BeforeEach
    void given_empty_cells() throws Exception {
        cells = open();
    }

    @AfterEach
    void close() {
        cells.close();
    }

    @Test
    void hold_the_first_value() {
        assertThat(cells.get("c")).isEmpty();
        assertThat(cells.putIfAbsent("c", bytes("one"), DURABLE)).isEqualTo(bytes("one"));
        assertThat(cells.putIfAbsent("c", bytes("two"), QUICK)).isEqualTo(bytes("one"));
        assertThat(cells.get("c")).hasValue(bytes("one"));
    }

    @Test
    void are_replaced_by_who_knows_what_they_hold() {
        cells.putIfAbsent("c", bytes("one"), DURABLE);

        assertThat(cells.compareAndSet("c", bytes("zero"), bytes("two"), DURABLE))
                .isFalse();
        assertThat(cells.compareAndSet("c", bytes("one"), bytes("two"), QUICK)).isTrue();
        assertThat(cells.compareAndSet("none", bytes("one"), bytes("two"), DURABLE))
                .isFalse();
        assertThat(cells.get("c")).hasValue(bytes("two"));
    }

    @Test
    void are_removed_by_who_knows_what_they_hold() {
        cells.putIfAbsent("c", bytes("one"), DURABLE);

        assertThat(cells.remove("c", bytes("two"))).isFalse();
        assertThat(cells.remove("c", bytes("one"))).isTrue();
        assertThat(cells.remove("c", bytes("one"))).isFalse();
        assertThat(cells.get("c")).isEmpty();
    }

    @Test
    void are_acquired_by_one_until_their_time_is_over() {
        assertThat(cells.acquire("lease", bytes("me"), MINUTE)).isTrue();
        assertThat(cells.acquire("lease", bytes("you"), MINUTE)).isFalse();

        clock.advance(Duration.ofSeconds(59));
        assertThat(cells.get("lease")).hasValue(bytes("me"));

        clock.advance(Duration.ofSeconds(1));
        assertThat(cells.get("lease")).isEmpty();
        assertThat(cells.compareAndSet("lease", bytes("me"), bytes("x"), QUICK)).isFalse();
        assertThat(cells.remove("lease", bytes("me"))).isFalse();
        assertThat(cells.acquire("lease", bytes("you"), MINUTE)).isTrue();
        assertThat(cells.get("lease")).hasValue(bytes("you"));
    }

    /** Or who acquired one while a clock was an hour ahead, and died, would hold it for an hour. */
    @Test
    void are_acquired_for_no_longer_than_asked_when_the_clock_is_set_back() {
        cells.acquire("lease", bytes("me"), MINUTE);
        cells.putIfAbsent("stays", bytes("me"), DURABLE);

        clock.advance(AtomicStore.CLOCKS_APART.negated());
        assertThat(cells.acquire("lease", bytes("you"), MINUTE)).isFalse();

        clock.advance(Duration.ofHours(-1));
        assertThat(cells.acquire("stays", bytes("you"), MINUTE)).isFalse();
        assertThat(cells.acquire("lease", bytes("you"), MINUTE)).isTrue();
        assertThat(cells.get("lease")).hasValue(bytes("you"));
    }

    @Test
    void are_free_again_once_they_are_removed() {
        cells.acquire("lease", bytes("me"), MINUTE);
        cells.remove("lease", bytes("me"));

        assertThat(cells.acquire("lease", bytes("you"), MINUTE)).isTrue();
    }

    @Test
    void expire_all_the_same_when_they_were_replaced() {
        cells.acquire("lease", bytes("me"), MINUTE);
        cells.compareAndSet("lease", bytes("me"), bytes("still me"), QUICK);

        clock.advance(MINUTE);

        assertThat(cells.get("lease")).isEmpty();
    }

    @Test
    void live_on_when_they_are_renewed() {
        cells.acquire("lease", bytes("me"), MINUTE);
        clock.advance(Duration.ofSeconds(59));

        assertThat(cells.renew("lease", bytes("you"), bytes("you"), MINUTE)).isFalse();
        assertThat(cells.renew("none", bytes("me"), bytes("me"), MINUTE)).isFalse();
        assertThat(cells.renew("lease", bytes("me"), bytes("still me"), MINUTE)).isTrue();

        clock.advance(Duration.ofSeconds(59));
        assertThat(cells.get("lease")).hasValue(bytes("still me"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(cells.get("lease")).isEmpty();
        assertThat(cells.renew("lease", bytes("still me"), bytes("me"), MINUTE)).isFalse();
    }

    @Test
    void stay_when_they_do_not_expire() {
        cells.putIfAbsent("c", bytes("one"), QUICK);

        clock.advance(Duration.ofDays(10_000));

        assertThat(cells.get("c")).hasValue(bytes("one"));
        assertThat(cells.acquire("c", bytes("two"), MINUTE)).isFalse();
    }

    @Test
    void count_within_a_window_that_begins_with_the_first() {
        assertThat(cells.count("tries", MINUTE)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(40));
        assertThat(cells.count("tries", MINUTE)).isEqualTo(2);
        assertThat(cells.count("others", MINUTE)).isEqualTo(1);

        clock.advance(Duration.ofSeconds(20));
        assertThat(cells.count("tries", MINUTE)).isEqualTo(1);
        assertThat(cells.count("others", MINUTE)).isEqualTo(2);
    }

    @Test
    void count_each_of_many_at_once() {
        IntStream.range(0, 400).parallel().forEach(n -> cells.count("tries", MINUTE));

        assertThat(cells.count("tries", MINUTE)).isEqualTo(401);
    }

    @Test
    void have_one_winner_of_many() {
        AtomicInteger winners = new AtomicInteger();

        IntStream.range(0, 100).parallel().forEach(n -> {
            byte[] mine = bytes("claim " + n);
            if (java.util.Arrays.equals(mine, cells.putIfAbsent("claim", mine, n % 2 == 0 ? DURABLE : QUICK))) {
                winners.incrementAndGet();
            }
        });

        assertThat(winners).hasValue(1);
    }

    @Test
    void refuse_more_than_4_kilobytes() {
        assertThat(cells.putIfAbsent("c", new byte[4096], QUICK)).hasSize(4096);
        assertThatThrownBy(() -> cells.putIfAbsent("d", new byte[4097], QUICK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
