package org.keyledger.ledger.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.Examples.event;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;

class HistoryCacheTest {

    private final HistoryCache histories = new HistoryCache(2_000);

    @Test
    void gives_the_whole_of_what_was_known_and_what_follows() {
        List<PositionedEvent> one = histories.continued("a", List.of(), events("a", 0, 1));

        List<PositionedEvent> two = histories.continued("a", one, events("a", 1, 2));

        assertThat(two).extracting(it -> it.event().sequence()).containsExactly(0L, 1L);
        assertThat(histories.of("a")).isEqualTo(two);
        assertThat(histories.of("b")).isEmpty();
    }

    @Test
    void keeps_the_longer_one_of_two_that_were_read_at_once() {
        List<PositionedEvent> longer = histories.continued("a", List.of(), events("a", 0, 2));
        histories.continued("a", List.of(), events("a", 0, 1));

        assertThat(histories.of("a")).isEqualTo(longer);
    }

    @Test
    void forgets_the_one_that_was_asked_for_least_recently_when_there_is_no_more_room() {
        histories.continued("a", List.of(), events("a", 0, 1));
        histories.continued("b", List.of(), events("b", 0, 1));
        histories.of("a");

        histories.continued("c", List.of(), events("c", 0, 2));

        assertThat(histories.of("a")).hasSize(1);
        assertThat(histories.of("b")).isEmpty();
        assertThat(histories.of("c")).hasSize(2);
    }

    @Test
    void keeps_none_that_has_no_room_and_none_with_a_gap() {
        assertThat(histories.continued("a", List.of(), events("a", 0, 9))).hasSize(9);
        assertThat(histories.continued("b", List.of(), events("b", 1, 2))).hasSize(1);

        assertThat(histories.of("a")).isEmpty();
        assertThat(histories.of("b")).isEmpty();
    }

    private static List<PositionedEvent> events(String aggregate, long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(n -> new PositionedEvent(new Position(n), event(aggregate, n)))
                .toList();
    }
}
