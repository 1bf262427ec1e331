package org.keyledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Recent writes")
class RecentWritesTest {

    private final AtomicLong nanos = new AtomicLong();
    private final RecentWrites<String, Integer> writes = RecentWrites.of(3, Duration.ofNanos(10), nanos::get);

    @Test
    void contain_the_values_that_were_written_last() {
        for (int i = 0; i < 100; i++) {
            writes.put("key " + i, i);
            assertThat(writes.get("key " + i)).isEqualTo(i);
        }

        assertThat(writes.get("key 97")).isEqualTo(97);
        assertThat(writes.get("key 96")).isNull();
    }

    @Test
    void keep_a_key_that_is_written_again() {
        writes.put("a", 1);
        writes.put("b", 1);
        writes.put("a", 2);
        writes.put("c", 1);

        assertThat(writes.get("a")).isEqualTo(2);
        assertThat(writes.get("b")).isEqualTo(1);

        writes.put("d", 1);

        assertThat(writes.get("a")).isEqualTo(2);
        assertThat(writes.get("b")).isNull();
    }

    @Test
    void contain_nothing_that_is_older() {
        writes.put("a", 1);
        nanos.set(10);
        assertThat(writes.get("a")).isEqualTo(1);

        nanos.set(11);

        assertThat(writes.get("a")).isNull();
        writes.put("b", 1);
        nanos.set(5);
        assertThat(writes.get("a")).as("removed by the next write").isNull();
    }

    @Test
    void replace_only_what_is_there() {
        writes.replace("a", value -> value + 1);
        assertThat(writes.get("a")).isNull();
        writes.put("a", 1);

        writes.replace("a", value -> value + 1);

        assertThat(writes.get("a")).isEqualTo(2);
    }

    @Test
    void forget_what_is_removed() {
        writes.put("a", 1);
        writes.put("b", 1);

        writes.remove("a");
        assertThat(writes.get("a")).isNull();
        assertThat(writes.get("b")).isEqualTo(1);
        writes.clear();

        assertThat(writes.get("b")).isNull();
    }
}
