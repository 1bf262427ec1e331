package org.keyledger.ledger.tail;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.hashchain.Chain;

/**
 * Decoded commits of a ledger: the latest ones that a reader has not read yet, up to a number of events, from memory, others
 * from the store. The hash
 * of a commit is verified once when it is read from the store, not again for each reader of the memory.
 */
final class DecodedCommits<E> {

    private final ConcurrentSkipListMap<Position, DecodedCommit<E>> recent = new ConcurrentSkipListMap<>();
    private final Ledger ledger;
    private final CommitDecoder<E> decoder;
    private final int maxRecentEvents;
    private int recentEvents;
    private volatile int clears;

    /** An unaltered commit and its decoded events. */
    record DecodedCommit<E>(RecordedCommit commit, List<E> events) {

        boolean contains(Position position) {
            return !position.isBefore(commit.first()) && position.isBefore(commit.next());
        }
    }

    DecodedCommits(Ledger ledger, CommitDecoder<E> decoder, int maxRecentEvents) {
        this.ledger = ledger;
        this.decoder = decoder;
        this.maxRecentEvents = maxRecentEvents;
    }

    /**
     * Decodes a new commit that was read from the store and keeps it in memory; for one thread.
     *
     * @throws BrokenChainException if the commit was altered
     */
    void addRead(RecordedCommit commit) {
        requireUnaltered(commit);
        add(commit);
    }

    /** Decodes a new commit and keeps it in memory; for one thread. The caller knows that it is unaltered. */
    void add(RecordedCommit commit) {
        int clearsBefore = clears;
        DecodedCommit<E> decoded = new DecodedCommit<>(commit, decoder.decode(commit));
        keep(decoded, clearsBefore);
    }

    /** What was decoded before the memory was cleared may contain what an erasure removed. */
    private synchronized void keep(DecodedCommit<E> decoded, int clearsBefore) {
        if (clears != clearsBefore) {
            return;
        }
        recent.put(decoded.commit().first(), decoded);
        recentEvents += decoded.events().size();
        while (recentEvents > maxRecentEvents && recent.size() > 1) {
            removeFirst();
        }
    }

    /** Removes commits that end before this position from memory, because every reader has read them. */
    synchronized void release(Position position) {
        while (!recent.isEmpty()
                && !position.isBefore(recent.firstEntry().getValue().commit().next())) {
            removeFirst();
        }
    }

    private void removeFirst() {
        recentEvents -= recent.pollFirstEntry().getValue().events().size();
    }

    /** Removes all commits from memory. */
    synchronized void clear() {
        clears++;
        recent.clear();
        recentEvents = 0;
    }

    /**
     * The recent commit that contains this position, or else a page from the store, decoded while it is iterated.
     *
     * @throws BrokenChainException while it is iterated, if a commit was altered
     */
    Stream<DecodedCommit<E>> read(Position from) {
        return Optional.ofNullable(recent.floorEntry(from))
                .map(Map.Entry::getValue)
                .filter(commit -> commit.contains(from))
                .map(Stream::of)
                .orElseGet(() -> ledger.readPage(from).stream().map(this::verifyAndDecode));
    }

    private DecodedCommit<E> verifyAndDecode(RecordedCommit commit) {
        requireUnaltered(commit);
        return new DecodedCommit<>(commit, decoder.decode(commit));
    }

    private static void requireUnaltered(RecordedCommit commit) {
        if (!Chain.isUnaltered(commit)) {
            throw new BrokenChainException("the commit at position " + commit.first()
                    + " does not continue the chain: its content does not have hash " + commit.hash());
        }
    }
}
