package org.keyledger.ledger;

import java.util.List;

/**
 * What becomes true together: all events of one unit of work.
 *
 * @param key unique in the ledger for ever; the idempotency key of the request, or a random one
 * @param entries at least one, in the order they were recorded
 */
public record Commit(String key, List<Entry> entries) {

    public Commit {
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("a commit holds at least one event");
        }
        entries = List.copyOf(entries);
    }
}
