package org.keyledger.gateway.password;

import java.time.Duration;

/**
 * Load of the hashing threads.
 *
 * @param waiting hashes in the queue now
 * @param started hashes that were started since the process started
 * @param totalWait time that the started hashes spent in the queue, in total
 * @param rejected hashes that were refused because the queue was full
 */
public record HashingPoolStats(int waiting, long started, Duration totalWait, long rejected) {}
