package org.keyledger.ledger;

import java.util.List;

/**
 * The events of one unit of work, appended together or not at all.
 *
 * @param commitId unique in the ledger; the idempotency key of the request, or one of {@link IdGenerator#commitId}
 * @param events at least one, in the order they were recorded
 */
public record Commit(String commitId, List<EventRecord> events) {

    public Commit {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a commit must contain at least one event");
        }
        events = List.copyOf(events);
    }
}
