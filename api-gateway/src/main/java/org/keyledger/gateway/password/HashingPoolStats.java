package org.keyledger.gateway.password;

import java.time.Duration;

/**
 * How busy the hashing threads are.
 *
 * @param waiting how many hashes wait for a thread now
 * @param started how many have had one since the start
 * @param totalWait how long those have waited for it, all together
 * @param rejected how many were too much
 */
public record HashingPoolStats(int waiting, long started, Duration totalWait, long rejected) {}
