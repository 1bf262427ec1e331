package org.keyledger.ledger.append;

import java.time.Duration;

/**
 * Limits of the append queue and of the batches that are written.
 *
 * @param maxQueuedCommits how many commits may be queued
 * @param maxQueuedBytes how many canonical bytes may be queued
 * @param maxBatchCommits how many commits one insert has
 * @param maxBatchBytes how many canonical bytes one insert has; a larger commit is written alone
 * @param maxCommitBytes the size of the largest commit in canonical bytes
 * @param maxClockSkew how far the time of an event may be ahead of the ledger's clock
 * @param callerTimeout after which an append fails as unknown, or as overloaded if it was not sent
 * @param drainTimeout how long commits in progress have when the ledger closes
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
