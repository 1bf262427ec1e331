package org.keyledger.ledger.tail;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;

/** The real tailer without its thread; the simulation calls it. */
public final class SteppedTailer {

    private final Tailer<PositionedEvent> tailer;

    public SteppedTailer(Ledger ledger, int shared) {
        tailer = new Tailer<>(ledger, new EventDecoder(), Ticker.systemTicker(), Duration.ofSeconds(1), shared);
        tailer.registerListener();
    }

    /** Reads once; false if there was no new commit. */
    public boolean step() {
        return tailer.step();
    }

    public TailStream<PositionedEvent> open(Position from) {
        return tailer.open(from);
    }

    public TailStatus status() {
        return tailer.status();
    }

    private static final class EventDecoder implements CommitDecoder<PositionedEvent> {

        @Override
        public List<PositionedEvent> decode(RecordedCommit commit) {
            return IntStream.range(0, commit.commit().events().size())
                    .mapToObj(i -> new PositionedEvent(
                            commit.first().plus(i), commit.commit().events().get(i), commit.commit()))
                    .toList();
        }

        @Override
        public Position positionOf(PositionedEvent event) {
            return event.position();
        }
    }
}
