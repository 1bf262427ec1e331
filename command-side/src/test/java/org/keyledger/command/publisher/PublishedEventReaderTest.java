package org.keyledger.command.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Reading published events from the ledger")
class PublishedEventReaderTest {

    private final LedgerFixture ledger = new LedgerFixture();
    private final PublishedEventReader reader = new PublishedEventReader(ledger.feed(), LedgerFixture.AUTHENTICATION);

    @AfterEach
    void close() {
        reader.close();
        ledger.close();
    }

    @Test
    @DisplayName("passes the public events of a range, as they are published")
    void passes_the_public_events_of_a_range_as_they_are_published() throws Exception {
        ledger.revokeKeys(2);
        ledger.recordPrivateEvent();
        ledger.requestMail();
        ledger.revokeKeys(1200);

        assertThat(read(1, 5)).containsExactly(1L, 3L, 4L);
        assertThat(read(3, 4)).containsExactly(3L);
        assertThat(read(4, 4)).isEmpty();
        assertThat(read(0, reader.nextPosition()))
                .containsExactlyElementsOf(LongStream.range(0, reader.nextPosition())
                        .filter(position -> position != 2)
                        .boxed()
                        .toList());
    }

    @Test
    @DisplayName("continues with later ranges and returns to earlier ones")
    void continues_with_later_ranges_and_returns_to_earlier_ones() throws Exception {
        ledger.revokeKeysTogether(100);

        assertThat(read(0, 3)).containsExactly(0L, 1L, 2L);
        assertThat(read(9, 11)).containsExactly(9L, 10L);
        ledger.revokeKeys(1);
        assertThat(read(100, 101)).containsExactly(100L);
        assertThat(read(5, 7)).containsExactly(5L, 6L);
    }

    private List<Long> read(long from, long end) throws InterruptedException {
        var positions = new ArrayList<Long>();
        reader.forEach(from, end, (headers, body) -> {
            assertThat(LedgerFixture.MAC.verify(Topics.EVENTS, headers.getOrDefault("ce_subject", ""), headers, body))
                    .isTrue();
            positions.add(Long.parseLong(headers.getOrDefault("ce_position", "")));
        });
        return positions;
    }
}
