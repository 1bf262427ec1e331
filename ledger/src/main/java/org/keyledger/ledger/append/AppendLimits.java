package org.keyledger.ledger.append;

import java.time.Duration;

/**
 * How much is taken on, and for how long.
 *
 * @param queuedCommits how many commits may wait
 * @param queuedBytes how many canonical bytes may wait
 * @param batchCommits how many commits are written together
 * @param batchBytes how many canonical bytes are written together; a larger commit goes alone
 * @param commitBytes the largest commit
 * @param ahead how far the time of an event may be ahead of the store's
 * @param patience after which a caller hears that the outcome is unknown, or that nothing was sent
 * @param drain how long commits under way have when the ledger closes
 */
public record AppendLimits(
        int queuedCommits,
        long queuedBytes,
        int batchCommits,
        long batchBytes,
        int commitBytes,
        Duration ahead,
        Duration patience,
        Duration drain) {

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
        if (queuedCommits < 1 || batchCommits < 1 || commitBytes < 1 || queuedBytes < commitBytes) {
            throw new IllegalArgumentException("at least one commit, of the largest size, must fit");
        }
    }
}
