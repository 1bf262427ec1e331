package org.keyledger.ledger.append;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.keyledger.ledger.AppendRejectedException.InvalidCommitException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.StorePreconditions;
import org.keyledger.ledger.UnknownOutcomeException;
import org.keyledger.ledger.hashchain.CommitCodec;

/** A commit that is queued or being written, with the future of its caller. */
final class PendingAppend {

    private final Commit commit;
    private final byte[] encodedContent;
    private final List<SequenceRange> ranges;
    private final List<Reservation> reservations;
    private final long enqueuedAtNanos;
    private final CompletableFuture<Position> future = new CompletableFuture<>();

    /** The sequences that a commit adds to one aggregate. */
    record SequenceRange(String aggregateId, long first, long last) {}

    /**
     * @throws InvalidCommitException if the sequences of an aggregate are not consecutive in the commit, or a key is reserved
     *     twice
     */
    PendingAppend(Commit commit, List<Reservation> reservations, long enqueuedAtNanos) {
        StorePreconditions.requireDistinctKeys(reservations);
        this.commit = commit;
        this.reservations = List.copyOf(reservations);
        this.ranges = ranges(commit.events());
        this.encodedContent = CommitCodec.encodeContent(commit);
        this.enqueuedAtNanos = enqueuedAtNanos;
    }

    private static List<SequenceRange> ranges(List<EventRecord> events) {
        if (events.size() == 1) {
            return List.of(rangeOf(events.get(0)));
        }
        Map<String, SequenceRange> ranges = new LinkedHashMap<>();
        for (EventRecord event : events) {
            ranges.merge(event.aggregateId(), rangeOf(event), PendingAppend::merge);
        }
        return new ArrayList<>(ranges.values());
    }

    private static SequenceRange rangeOf(EventRecord event) {
        return new SequenceRange(event.aggregateId(), event.sequence(), event.sequence());
    }

    private static SequenceRange merge(SequenceRange range, SequenceRange next) {
        if (next.first() != range.last() + 1) {
            throw new InvalidCommitException("sequence " + next.first() + " of aggregate " + range.aggregateId()
                    + " follows sequence " + range.last() + " in one commit");
        }
        return new SequenceRange(range.aggregateId(), range.first(), next.last());
    }

    /** The appends that are not completed. */
    static List<PendingAppend> incomplete(List<PendingAppend> appends) {
        return appends.stream().filter(append -> !append.isDone()).toList();
    }

    Commit commit() {
        return commit;
    }

    byte[] encodedContent() {
        return encodedContent;
    }

    List<Reservation> reservations() {
        return reservations;
    }

    List<SequenceRange> ranges() {
        return ranges;
    }

    /** About how many bytes the commit adds to a batch. */
    int size() {
        return encodedContent.length;
    }

    long enqueuedAtNanos() {
        return enqueuedAtNanos;
    }

    CompletableFuture<Position> future() {
        return future;
    }

    boolean isDone() {
        return future.isDone();
    }

    void completeAt(Position last) {
        future.complete(last);
    }

    void reject(RuntimeException cause) {
        future.completeExceptionally(cause);
    }

    void completeUnknown(Throwable cause) {
        future.completeExceptionally(new UnknownOutcomeException(
                "it is not known whether commit " + commit.commitId()
                        + " is stored: look up its commit id, or append it again",
                cause));
    }
}
