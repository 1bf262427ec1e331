package org.keyledger.ledger;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;

/** Generates the ids of commits and events. */
public final class IdGenerator {

    private static final String COMMIT_PREFIX = "commit/";
    private static final long VARIANT_BITS = 0xC000_0000_0000_0000L;
    private static final long VARIANT_2 = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final SecureRandom random;

    public IdGenerator(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /**
     * An id for a commit that answers no request: {@code commit/} and a UUIDv7 (RFC 9562, section 5.7). Ids of about the
     * same time are neighbours in the store's index, which makes appending several times as fast as with UUIDv4.
     */
    public String nextCommitId() {
        return COMMIT_PREFIX + uuid(7, clock.millis() << 16 | random.nextLong() & 0xFFF);
    }

    /** A UUIDv4 (RFC 9562, section 5.4). */
    public String nextEventId() {
        return uuid(4, random.nextLong()).toString();
    }

    private UUID uuid(int version, long high) {
        return new UUID(high & ~0xF000L | (long) version << 12, random.nextLong() & ~VARIANT_BITS | VARIANT_2);
    }
}
