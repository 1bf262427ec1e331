package org.keyledger.ledger;

import java.security.SecureRandom;
import java.util.UUID;

/** Generates the random ids of a storage. */
public final class IdGenerator {

    private final SecureRandom random;

    public IdGenerator(SecureRandom random) {
        this.random = random;
    }

    /** A random UUID, version 4 of RFC 9562, section 5.4. */
    public UUID uuid() {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** A name of this process for the commits that it writes; different after each start. */
    public String writerName() {
        return ProcessHandle.current().pid() + "-" + Long.toHexString(random.nextLong());
    }
}
