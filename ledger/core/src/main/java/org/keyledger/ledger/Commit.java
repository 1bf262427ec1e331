package org.keyledger.ledger;

import java.util.List;
import java.util.UUID;

/**
 * What becomes true together: all events of one unit of work.
 *
 * @param commitId unique in the ledger for ever; the idempotency key of the request, or a random one
 * @param events at least one, in the order they were recorded
 */
public record Commit(String commitId, List<EventRecord> events) {

    private static final String RANDOM_PREFIX = "commit/";

    public Commit {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a commit holds at least one event");
        }
        events = List.copyOf(events);
    }

    /**
     * A key for a commit that answers no request of its own: a UUIDv7 (RFC 9562) behind its prefix. Those made at about
     * one time lie together in the store's index, which makes appending several times as fast as with any random key.
     */
    public static String randomCommitId() {
        UUID random = UUID.randomUUID();
        long high = (System.currentTimeMillis() << 16) | 0x7000 | (random.getMostSignificantBits() & 0xfff);
        return RANDOM_PREFIX + new UUID(high, random.getLeastSignificantBits());
    }
}
