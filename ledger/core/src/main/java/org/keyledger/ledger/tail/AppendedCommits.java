package org.keyledger.ledger.tail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;

/**
 * The commits that this process appended and the tailer has not reached yet. They are bounded: if the tailer is too far
 * behind, new ones are dropped and it reads them from the store.
 */
final class AppendedCommits {

    static final int MAX_EVENTS = 4096;
    private static final long MAX_BYTES = 16_000_000;

    /** About how many bytes of memory an event takes besides its payload. */
    private static final int EVENT_OVERHEAD_BYTES = 600;

    private final Deque<RecordedCommit> waiting = new ArrayDeque<>();
    private int events;
    private long bytes;

    /** Adds commits in their order, as far as there is space. */
    synchronized void add(List<RecordedCommit> commits) {
        for (RecordedCommit commit : commits) {
            int moreEvents = commit.commit().events().size();
            long moreBytes = sizeOf(commit);
            if (events + moreEvents > MAX_EVENTS || bytes + moreBytes > MAX_BYTES) {
                return;
            }
            waiting.add(commit);
            events += moreEvents;
            bytes += moreBytes;
        }
    }

    /** Removes the commits that follow this position without a gap, and those before it, which were read elsewhere. */
    synchronized List<RecordedCommit> takeFrom(Position next) {
        List<RecordedCommit> following = new ArrayList<>();
        Position end = next;
        for (RecordedCommit first = waiting.peek();
                first != null && !end.isBefore(first.first());
                first = waiting.peek()) {
            waiting.remove();
            events -= first.commit().events().size();
            bytes -= sizeOf(first);
            if (end.equals(first.first())) {
                following.add(first);
                end = first.next();
            }
        }
        return following;
    }

    private static long sizeOf(RecordedCommit commit) {
        long size = commit.commit().metadata().length;
        for (EventRecord event : commit.commit().events()) {
            size += EVENT_OVERHEAD_BYTES + event.payload().length;
        }
        return size;
    }
}
