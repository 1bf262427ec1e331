package org.keyledger.command.publisher;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.StreamableMessageSource;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.epoch.Epochs;

/** Reads the ledger for the publisher: decrypted events in order, and the hashes of commits. */
final class LedgerFeed {

    private final Ledger ledger;
    private final Epochs epochs;
    private final StreamableMessageSource<TrackedEventMessage<?>> events;

    LedgerFeed(Ledger ledger, StreamableMessageSource<TrackedEventMessage<?>> events) {
        this.ledger = ledger;
        this.epochs = Epochs.of(ledger);
        this.events = events;
    }

    /** The ledger's identity in its current epoch. */
    LedgerIdentity identity() {
        return epochs.present();
    }

    Epochs epochs() {
        return epochs;
    }

    /** The position that the next event will get. */
    long nextPosition() {
        return ledger.nextPosition().value();
    }

    /** The hash of the commit that contains this position; empty if the position is beyond the head. */
    Optional<Hash> hashAt(long position) {
        return ledger.read(new Position(position), 1).stream()
                .filter(commit -> position < commit.next().value())
                .map(commit -> commit.hash())
                .findFirst();
    }

    /** Opens a cursor at this position, which may be inside a commit. */
    Cursor openCursor(long position) {
        return new Cursor(events.openStream(position == 0 ? null : new GlobalSequenceTrackingToken(position - 1)));
    }

    /** Reads the feed from a position on; must be closed. */
    static final class Cursor implements AutoCloseable {

        private final BlockingStream<TrackedEventMessage<?>> stream;

        private Cursor(BlockingStream<TrackedEventMessage<?>> stream) {
            this.stream = stream;
        }

        /** The next events in order; empty if none arrives within the timeout. */
        List<LedgerEvent> poll(int maxEvents, Duration timeout) throws InterruptedException {
            var events = new ArrayList<LedgerEvent>();
            var timeoutMillis = (int) timeout.toMillis();
            while (events.size() < maxEvents
                    && stream.hasNextAvailable(events.isEmpty() ? timeoutMillis : 0, TimeUnit.MILLISECONDS)) {
                events.add(toLedgerEvent(stream.nextAvailable()));
            }
            return events;
        }

        private static LedgerEvent toLedgerEvent(TrackedEventMessage<?> event) {
            return new LedgerEvent(
                    event.trackingToken().position().orElseThrow(),
                    event.getTimestamp(),
                    event.getPayload(),
                    event.getMetaData());
        }

        @Override
        public void close() {
            stream.close();
        }
    }
}
