package org.keyledger.ledger;

import java.util.List;
import java.util.UUID;

/**
 * What becomes true together: all events of one unit of work.
 *
 * @param key unique in the ledger for ever; the idempotency key of the request, or a random one
 * @param entries at least one, in the order they were recorded
 */
public record Commit(String key, List<EventRecord> entries) {

    private static final String FRESH = "commit/";

    public Commit {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a commit holds at least one event");
        }
        entries = List.copyOf(entries);
    }

    /**
     * A key for a commit that answers no request of its own: a UUIDv7 (RFC 9562) behind its prefix. Those made at about
     * one time lie together in the store's index, which makes appending several times as fast as with any random key.
     */
    public static String freshKey() {
        UUID random = UUID.randomUUID();
        long high = (System.currentTimeMillis() << 16) | 0x7000 | (random.getMostSignificantBits() & 0xfff);
        return FRESH + new UUID(high, random.getLeastSignificantBits());
    }
}
