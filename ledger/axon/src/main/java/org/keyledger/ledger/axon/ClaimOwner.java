package org.keyledger.ledger.axon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Who claims segments here.
 *
 * @param nodeId unique among the processes that share a store, also across a restart
 * @param clock its time, for claims only
 * @param claimTimeout how long a claim stands that its owner no longer renews
 */
public record ClaimOwner(String nodeId, Clock clock, Duration claimTimeout) {

    /** Claims stand for ten seconds; their owner renews them every five. */
    public static ClaimOwner named(String name) {
        return named(name, Clock.systemUTC());
    }

    /** The same with a time of its own. */
    public static ClaimOwner named(String name, Clock clock) {
        return new ClaimOwner(name, clock, Duration.ofSeconds(10));
    }

    Instant now() {
        return clock.instant();
    }
}
