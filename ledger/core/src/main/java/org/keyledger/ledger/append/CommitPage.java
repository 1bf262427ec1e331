package org.keyledger.ledger.append;

import java.util.ArrayList;
import java.util.List;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;

/**
 * The commits that one read returns. A page is full when it has the maximum number of commits or at least 16 MB, so that a
 * read neither fills the memory nor delays a checkpoint of the store. A single commit always fits.
 */
public final class CommitPage {

    private static final long MAX_BYTES = 16_000_000;

    private final Position from;
    private final int maxCommits;
    private final List<RecordedCommit> commits = new ArrayList<>();
    private long bytes;

    /**
     * @param from the first position of interest
     * @param maxCommits at least 1
     */
    public CommitPage(Position from, int maxCommits) {
        this.from = from;
        this.maxCommits = maxCommits;
    }

    public boolean isFull() {
        return commits.size() >= maxCommits || bytes >= MAX_BYTES;
    }

    /**
     * Adds the next commit, unless the page is full or the commit ends before the first position of interest.
     *
     * @param size stored size of the commit in bytes
     */
    public void add(RecordedCommit commit, int size) {
        if (!isFull() && from.isBefore(commit.next())) {
            commits.add(commit);
            bytes += size;
        }
    }

    public List<RecordedCommit> commits() {
        return commits;
    }
}
