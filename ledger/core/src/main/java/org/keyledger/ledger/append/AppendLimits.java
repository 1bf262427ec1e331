package org.keyledger.ledger.append;

import java.time.Duration;

/**
 * How much is taken on, and for how long.
 *
 * @param maxQueuedCommits how many commits may wait
 * @param maxQueuedBytes how many canonical bytes may wait
 * @param maxBatchCommits how many commits are written together
 * @param maxBatchBytes how many canonical bytes are written together; a larger commit goes alone
 * @param maxCommitBytes the largest commit
 * @param maxClockSkew how far the time of an event may be ahead of the store's
 * @param callerTimeout after which a caller hears that the outcome is unknown, or that nothing was sent
 * @param drainTimeout how long commits under way have when the ledger closes
 */
public record AppendLimits(
        int maxQueuedCommits,
        long maxQueuedBytes,
        int maxBatchCommits,
        long maxBatchBytes,
        int maxCommitBytes,
        Duration maxClockSkew,
        Duration callerTimeout,
        Duration drainTimeout) {

    public static final AppendLimits DEFAULTS = new AppendLimits(
            4096,
            32_000_000,
            128,
            8_000_000,
            15_000_000,
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));

    public AppendLimits {
        if (maxQueuedCommits < 1 || maxBatchCommits < 1 || maxCommitBytes < 1 || maxQueuedBytes < maxCommitBytes) {
            throw new IllegalArgumentException(
                    "maxQueuedCommits, maxBatchCommits and maxCommitBytes must be 1 or greater, maxQueuedBytes not less than maxCommitBytes");
        }
    }
}
