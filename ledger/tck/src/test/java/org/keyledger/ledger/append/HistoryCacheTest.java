package org.keyledger.ledger.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.Examples.event;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;

@DisplayName("Caching aggregate histories")
class HistoryCacheTest {

    private final HistoryCache histories = new HistoryCache(new ScriptedCommitStore(), 2_000);

    @Test
    void gives_the_whole_of_what_was_known_and_what_follows() {
        List<PositionedEvent> one = histories.append("a", List.of(), events("a", 0, 1));

        List<PositionedEvent> two = histories.append("a", one, events("a", 1, 2));

        assertThat(two).extracting(it -> it.event().sequence()).containsExactly(0L, 1L);
        assertThat(histories.get("a")).isEqualTo(two);
        assertThat(histories.get("b")).isEmpty();
    }

    @Test
    void keeps_the_longer_one_of_two_that_were_read_at_once() {
        List<PositionedEvent> longer = histories.append("a", List.of(), events("a", 0, 2));
        histories.append("a", List.of(), events("a", 0, 1));

        assertThat(histories.get("a")).isEqualTo(longer);
    }

    @Test
    void evicts_histories_beyond_its_bound() {
        List<String> aggregates = List.of("a", "b", "c", "d");

        aggregates.forEach(aggregate -> histories.append(aggregate, List.of(), events(aggregate, 0, 1)));

        assertThat(aggregates.stream().mapToInt(it -> histories.get(it).size()).sum())
                .as("events of a little more than 600 bytes in 2000 bytes")
                .isEqualTo(3);
    }

    @Test
    void caches_no_history_that_is_too_large_or_has_a_gap() {
        assertThat(histories.append("a", List.of(), events("a", 0, 9))).hasSize(9);
        assertThat(histories.append("b", List.of(), events("b", 1, 2))).hasSize(1);

        assertThat(histories.get("a")).isEmpty();
        assertThat(histories.get("b")).isEmpty();
    }

    private static List<PositionedEvent> events(String aggregate, long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(n -> new PositionedEvent(new Position(n), event(aggregate, n), "k", new byte[0]))
                .toList();
    }
}
