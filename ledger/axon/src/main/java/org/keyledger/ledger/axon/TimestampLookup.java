package org.keyledger.ledger.axon;

import java.time.Instant;
import java.util.List;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;

/** Finds a place by time: each commit carries the greatest time up to it, so halving finds it. */
record TimestampLookup(Ledger ledger) {

    /** The first event at this time or later; the next position if there is none. */
    Position positionAtOrAfter(Instant time) {
        Position low = Position.FIRST;
        Position high = ledger.nextPosition();
        while (low.isBefore(high)) {
            RecordedCommit middle = commitAt(new Position((low.value() + high.value()) / 2));
            if (middle.maxEventTime().isBefore(time)) {
                low = middle.next();
            } else {
                high = middle.first();
            }
        }
        List<RecordedCommit> found = ledger.read(low, 1);
        return found.isEmpty() ? low : within(found.get(0), low, time);
    }

    private RecordedCommit commitAt(Position position) {
        return ledger.read(position, 1).get(0);
    }

    private static Position within(RecordedCommit commit, Position fallback, Instant time) {
        Position position = commit.first();
        for (EventRecord entry : commit.commit().events()) {
            if (!entry.time().isBefore(time)) {
                return position;
            }
            position = position.next();
        }
        return fallback;
    }
}
