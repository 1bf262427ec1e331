package org.keyledger.ledger;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Generates the random ids of a storage, of commits and of events. */
public final class IdGenerator {

    private static final String COMMIT_PREFIX = "commit/";

    private final SecureRandom random;

    public IdGenerator(SecureRandom random) {
        this.random = random;
    }

    /** A random UUID, version 4 of RFC 9562, section 5.4. */
    public UUID uuid() {
        return uuid(4, random.nextLong());
    }

    /**
     * An id for a commit that answers no request: {@code commit/} and a UUID of version 7 of RFC 9562, section 5.7. Ids of
     * about the same time are neighbours in the store's index, which makes appending several times as fast as with random
     * ids.
     */
    public String commitId(Instant time) {
        return COMMIT_PREFIX + uuid(7, (time.toEpochMilli() << 16) | (random.nextLong() & 0xfff));
    }

    /** A name of this process for the commits that it writes; different after each start. */
    public String writerName() {
        return ProcessHandle.current().pid() + "-" + Long.toHexString(random.nextLong());
    }

    private UUID uuid(int version, long high) {
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID((high & ~0xf000L) | ((long) version << 12), low);
    }
}
