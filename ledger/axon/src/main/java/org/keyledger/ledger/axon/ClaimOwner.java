package org.keyledger.ledger.axon;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;

/**
 * Claims segments for this process.
 *
 * @param nodeId unique among the processes that share a store, also across restarts
 * @param clock the time of claims
 * @param claimTimeout how long a claim is valid without renewal
 */
public record ClaimOwner(String nodeId, Clock clock, Duration claimTimeout) {

    /** An owner whose claims are valid for 10 s; they are renewed every 5 s. */
    public static ClaimOwner named(String nodeId, Clock clock) {
        return new ClaimOwner(nodeId, clock, Duration.ofSeconds(10));
    }

    Instant now() {
        return clock.instant();
    }

    boolean owns(TokenEntry entry) {
        return nodeId.equals(entry.owner());
    }

    /** Whether the segment is free, owned by this process, or claimed by another one that did not renew in time. */
    boolean mayClaim(TokenEntry entry) {
        return entry.owner() == null
                || owns(entry)
                || entry.at().plus(claimTimeout).isBefore(now());
    }

    /** @throws UnableToClaimTokenException if another process owns the segment */
    TokenEntry claim(TokenEntry entry, String processor) {
        if (!mayClaim(entry)) {
            throw new UnableToClaimTokenException("processor " + processor + " is claimed by " + entry.owner());
        }
        return entry.claimedBy(nodeId, now());
    }
}
