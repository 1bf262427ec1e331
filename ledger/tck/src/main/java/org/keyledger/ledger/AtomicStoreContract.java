package org.keyledger.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyledger.ledger.AtomicStore.Durability.DURABLE;
import static org.keyledger.ledger.AtomicStore.Durability.NOT_SYNCED;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract of every {@link AtomicStore}. {@link ContractCoverage} describes how a store runs it. */
public abstract class AtomicStoreContract {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** A clock at {@link Examples#NOON} until a test advances it. */
    protected final MutableClock clock = new MutableClock(Examples.NOON);

    private AtomicStore store;

    /** An empty store with {@link #clock}. */
    protected abstract AtomicStore open() throws Exception;

    @BeforeEach
    void given_an_empty_store() throws Exception {
        store = open();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void hold_the_first_value() {
        assertThat(store.get("c")).isEmpty();
        assertThat(store.putIfAbsent("c", bytes("one"), DURABLE)).isEqualTo(bytes("one"));
        assertThat(store.putIfAbsent("c", bytes("two"), NOT_SYNCED)).isEqualTo(bytes("one"));
        assertThat(store.get("c")).hasValue(bytes("one"));
    }

    @Test
    void are_replaced_only_if_the_expected_value_matches() {
        store.putIfAbsent("c", bytes("one"), DURABLE);

        assertThat(store.compareAndSet("c", bytes("zero"), bytes("two"), DURABLE))
                .isFalse();
        assertThat(store.compareAndSet("c", bytes("one"), bytes("two"), NOT_SYNCED))
                .isTrue();
        assertThat(store.compareAndSet("none", bytes("one"), bytes("two"), DURABLE))
                .isFalse();
        assertThat(store.get("c")).hasValue(bytes("two"));
    }

    @Test
    void are_removed_only_if_the_expected_value_matches() {
        store.putIfAbsent("c", bytes("one"), DURABLE);

        assertThat(store.remove("c", bytes("two"))).isFalse();
        assertThat(store.remove("c", bytes("one"))).isTrue();
        assertThat(store.remove("c", bytes("one"))).isFalse();
        assertThat(store.get("c")).isEmpty();
    }

    @Test
    void are_listed_by_the_prefix_of_their_keys_in_ascending_order() {
        for (String key : List.of("b/2", "a", "b/1", "b", "b/10", "b0", "c/1", "B/1", "b%", "b/_")) {
            store.putIfAbsent(key, bytes(key), NOT_SYNCED);
        }
        store.incrementAndGet("b/counter", MINUTE);

        assertThat(store.keys("b/", "", 10)).containsExactly("b/1", "b/10", "b/2", "b/_");
        assertThat(store.keys("b/", "", 2)).containsExactly("b/1", "b/10");
        assertThat(store.keys("b/", "b/10", 2)).containsExactly("b/2", "b/_");
        assertThat(store.keys("b/", "b/_", 2)).isEmpty();
        assertThat(store.keys("none/", "", 10)).isEmpty();
    }

    @Test
    void are_not_listed_after_their_time_or_their_removal() {
        store.acquireLease("b/lease", bytes("me"), MINUTE);
        store.putIfAbsent("b/removed", bytes("me"), DURABLE);
        store.remove("b/removed", bytes("me"));
        assertThat(store.keys("b/", "", 10)).containsExactly("b/lease");

        clock.advance(MINUTE);

        assertThat(store.keys("b/", "", 10)).isEmpty();
    }

    @Test
    void are_acquired_by_one_until_their_time_is_over() {
        assertThat(store.acquireLease("lease", bytes("me"), MINUTE)).isTrue();
        assertThat(store.acquireLease("lease", bytes("you"), MINUTE)).isFalse();

        clock.advance(Duration.ofSeconds(59));
        assertThat(store.get("lease")).hasValue(bytes("me"));

        clock.advance(Duration.ofSeconds(1));
        assertThat(store.get("lease")).isEmpty();
        assertThat(store.compareAndSet("lease", bytes("me"), bytes("x"), NOT_SYNCED))
                .isFalse();
        assertThat(store.remove("lease", bytes("me"))).isFalse();
        assertThat(store.acquireLease("lease", bytes("you"), MINUTE)).isTrue();
        assertThat(store.get("lease")).hasValue(bytes("you"));
    }

    /** Otherwise a process that acquired a lease while its clock was an hour ahead, and crashed, would hold it for an hour. */
    @Test
    void are_acquired_for_no_longer_than_asked_when_the_clock_is_set_back() {
        store.acquireLease("lease", bytes("me"), MINUTE);
        store.putIfAbsent("stays", bytes("me"), DURABLE);

        clock.advance(AtomicStore.MAX_CLOCK_SKEW.negated());
        assertThat(store.acquireLease("lease", bytes("you"), MINUTE)).isFalse();

        clock.advance(Duration.ofHours(-1));
        assertThat(store.acquireLease("stays", bytes("you"), MINUTE)).isFalse();
        assertThat(store.acquireLease("lease", bytes("you"), MINUTE)).isTrue();
        assertThat(store.get("lease")).hasValue(bytes("you"));
    }

    @Test
    void are_free_again_once_they_are_removed() {
        store.acquireLease("lease", bytes("me"), MINUTE);
        store.remove("lease", bytes("me"));

        assertThat(store.acquireLease("lease", bytes("you"), MINUTE)).isTrue();
    }

    @Test
    void expire_all_the_same_when_they_were_replaced() {
        store.acquireLease("lease", bytes("me"), MINUTE);
        store.compareAndSet("lease", bytes("me"), bytes("still me"), NOT_SYNCED);

        clock.advance(MINUTE);

        assertThat(store.get("lease")).isEmpty();
    }

    @Test
    void live_on_when_they_are_renewed() {
        store.acquireLease("lease", bytes("me"), MINUTE);
        clock.advance(Duration.ofSeconds(59));

        assertThat(store.renewLease("lease", bytes("you"), bytes("you"), MINUTE))
                .isFalse();
        assertThat(store.renewLease("none", bytes("me"), bytes("me"), MINUTE)).isFalse();
        assertThat(store.renewLease("lease", bytes("me"), bytes("still me"), MINUTE))
                .isTrue();

        clock.advance(Duration.ofSeconds(59));
        assertThat(store.get("lease")).hasValue(bytes("still me"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(store.get("lease")).isEmpty();
        assertThat(store.renewLease("lease", bytes("still me"), bytes("me"), MINUTE))
                .isFalse();
    }

    @Test
    void stay_when_they_do_not_expire() {
        store.putIfAbsent("c", bytes("one"), NOT_SYNCED);

        clock.advance(Duration.ofDays(10_000));

        assertThat(store.get("c")).hasValue(bytes("one"));
        assertThat(store.acquireLease("c", bytes("two"), MINUTE)).isFalse();
    }

    @Test
    void count_within_a_window_that_begins_with_the_first() {
        assertThat(store.incrementAndGet("tries", MINUTE)).isEqualTo(1);
        clock.advance(Duration.ofSeconds(40));
        assertThat(store.incrementAndGet("tries", MINUTE)).isEqualTo(2);
        assertThat(store.incrementAndGet("others", MINUTE)).isEqualTo(1);

        clock.advance(Duration.ofSeconds(20));
        assertThat(store.incrementAndGet("tries", MINUTE)).isEqualTo(1);
        assertThat(store.incrementAndGet("others", MINUTE)).isEqualTo(2);
    }

    @Test
    void count_each_of_many_at_once() {
        IntStream.range(0, 400).parallel().forEach(n -> store.incrementAndGet("tries", MINUTE));

        assertThat(store.incrementAndGet("tries", MINUTE)).isEqualTo(401);
    }

    @Test
    void have_one_winner_of_many() {
        AtomicInteger winners = new AtomicInteger();

        IntStream.range(0, 100).parallel().forEach(n -> {
            byte[] mine = bytes("claim " + n);
            if (java.util.Arrays.equals(mine, store.putIfAbsent("claim", mine, n % 2 == 0 ? DURABLE : NOT_SYNCED))) {
                winners.incrementAndGet();
            }
        });

        assertThat(winners).hasValue(1);
    }

    @Test
    void refuse_more_than_4_kilobytes() {
        assertThat(store.putIfAbsent("c", new byte[4096], NOT_SYNCED)).hasSize(4096);
        assertThatThrownBy(() -> store.putIfAbsent("d", new byte[4097], NOT_SYNCED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
