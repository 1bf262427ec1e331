package org.keyledger.ledger.tail;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.RecordedEntry;

/** The real tailer without a thread: who owns the time lets it read. */
public final class SteppedTailer {

    private final Tailer<RecordedEntry> tailer;

    public SteppedTailer(Ledger ledger, int shared) {
        tailer = new Tailer<>(ledger, new Plain(), Duration.ofSeconds(1), shared);
        tailer.listen();
    }

    /** Reads once; false if there was nothing new. */
    public boolean step() {
        return tailer.step();
    }

    public TailStream<RecordedEntry> open(Position from) {
        return tailer.open(from);
    }

    public TailStatus status() {
        return tailer.status();
    }

    private static final class Plain implements Decoder<RecordedEntry> {

        @Override
        public List<RecordedEntry> decode(RecordedCommit commit) {
            return IntStream.range(0, commit.commit().entries().size())
                    .mapToObj(i -> new RecordedEntry(
                            commit.first().plus(i), commit.commit().entries().get(i)))
                    .toList();
        }

        @Override
        public Position positionOf(RecordedEntry event) {
            return event.position();
        }
    }
}
