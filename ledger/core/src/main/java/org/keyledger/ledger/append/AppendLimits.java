package org.keyledger.ledger.append;

import java.time.Duration;

/**
 * Limits of the append queue and of the batches that are written.
 *
 * @param maxQueuedCommits maximum number of queued commits
 * @param maxQueuedBytes maximum size of the queued commits in canonical bytes
 * @param maxBatchCommits maximum number of commits in one insert
 * @param maxBatchBytes maximum size of one insert in canonical bytes; a larger commit is written alone
 * @param maxCommitBytes maximum size of a commit in canonical bytes
 * @param maxClockSkew maximum time by which an event may be ahead of the ledger's clock
 * @param callerTimeout time after which an append fails as unknown, or as overloaded if it was not sent
 * @param drainTimeout time within which commits in progress must end when the ledger is closed
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
