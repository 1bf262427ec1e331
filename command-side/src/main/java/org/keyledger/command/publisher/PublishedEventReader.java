package org.keyledger.command.publisher;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.keyledger.ledger.StoreUnavailableException;

/** Reads published events from the ledger, for consumers that miss some on the topic. */
public final class PublishedEventReader {

    private static final int BATCH_SIZE = 500;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    private final LedgerFeed feed;
    private final CloudEventEncoder encoder;

    PublishedEventReader(LedgerFeed feed, RecordAuthentication authentication) {
        this.feed = feed;
        this.encoder = new CloudEventEncoder(feed.epochs(), authentication);
    }

    /** The position that the next event will get; no event beyond it exists. */
    public long nextPosition() {
        return feed.nextPosition();
    }

    /** The position before which a reader of this epoch has seen what the ledger contains; 0 for an unknown epoch. */
    public long commonPrefixWith(int epoch) {
        return feed.epochs().commonPrefixWith(epoch).value();
    }

    /**
     * Passes the headers and the body of each record that is published on {@code identity.events.v1} for the events from
     * this position on, in order.
     *
     * @param end the position to stop before; at most {@link #nextPosition}
     * @throws StoreUnavailableException if the ledger delivers no event for 10 s
     */
    public void forEach(long from, long end, BiConsumer<Map<String, String>, byte[]> action)
            throws InterruptedException {
        if (from >= end) {
            return;
        }
        try (var cursor = feed.openCursor(from)) {
            for (var next = from; next < end; ) {
                var events = cursor.poll((int) Math.min(BATCH_SIZE, end - next), READ_TIMEOUT);
                if (events.isEmpty()) {
                    throw new StoreUnavailableException(
                            "Ledger has not delivered position " + next, new TimeoutException());
                }
                for (var event : events) {
                    encoder.encode(event).stream()
                            .filter(record -> record.topic().equals(Topics.EVENTS))
                            .forEach(record -> pass(record, action));
                    next = event.position() + 1;
                }
            }
        }
    }

    private static void pass(ProducerRecord<String, byte[]> record, BiConsumer<Map<String, String>, byte[]> action) {
        action.accept(RecordAuthentication.byName(record.headers()).orElseThrow(), record.value());
    }
}
