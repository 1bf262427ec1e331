package org.keyledger.gateway.password;

import java.time.Duration;

/**
 * How busy the hashing threads are.
 *
 * @param waiting how many hashes wait for a thread now
 * @param begun how many have had one since the start
 * @param waited how long those have waited for it, all together
 * @param refused how many were too much
 */
public record HashingPoolStats(int waiting, long begun, Duration waited, long refused) {}
