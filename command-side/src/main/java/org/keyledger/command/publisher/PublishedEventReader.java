package org.keyledger.command.publisher;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.StoreUnavailableException;

/** Reads published events from the ledger, for consumers that miss some on the topic. */
public final class PublishedEventReader implements AutoCloseable {

    private static final int BATCH_SIZE = 500;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    /** A cursor reads pages; many short gaps in a row are read from one page. */
    private static final int MAX_SKIPPED = 5_000;

    private final LedgerFeed feed;
    private final CloudEventEncoder encoder;
    private LedgerFeed.@Nullable Cursor cursor;

    /** The position of the cursor's next event. */
    private long cursorPosition;

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
    public synchronized void forEach(long from, long end, BiConsumer<Map<String, String>, byte[]> action)
            throws InterruptedException {
        if (from >= end) {
            return;
        }
        var complete = false;
        try {
            read(cursorAt(from), from, end, action);
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    private void read(LedgerFeed.Cursor events, long from, long end, BiConsumer<Map<String, String>, byte[]> action)
            throws InterruptedException {
        while (cursorPosition < end) {
            var batch = events.poll((int) Math.min(BATCH_SIZE, end - cursorPosition), READ_TIMEOUT);
            if (batch.isEmpty()) {
                throw new StoreUnavailableException(
                        "Ledger has not delivered position " + cursorPosition, new TimeoutException());
            }
            for (var event : batch) {
                if (event.position() >= from) {
                    pass(event, action);
                }
                cursorPosition = event.position() + 1;
            }
        }
    }

    private LedgerFeed.Cursor cursorAt(long from) {
        var open = cursor;
        if (open != null && cursorPosition <= from && from - cursorPosition <= MAX_SKIPPED) {
            return open;
        }
        close();
        var opened = feed.openCursor(from);
        cursor = opened;
        cursorPosition = from;
        return opened;
    }

    @Override
    public synchronized void close() {
        var open = cursor;
        cursor = null;
        if (open != null) {
            open.close();
        }
    }

    private void pass(LedgerEvent event, BiConsumer<Map<String, String>, byte[]> action) {
        for (var record : encoder.encode(event)) {
            if (record.topic().equals(Topics.EVENTS)) {
                action.accept(RecordAuthentication.byName(record.headers()).orElseThrow(), record.value());
            }
        }
    }
}
