package org.keyledger.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * The events of one unit of work, appended together or not at all.
 *
 * @param commitId unique in the ledger; the idempotency key of the request, or one of {@link IdGenerator#commitId}
 * @param metadata JSON of what holds for every event: actor, request id, client address and the like; personal values are
 *     encrypted
 * @param events at least one, in the order they were recorded
 */
public record Commit(String commitId, byte[] metadata, List<EventRecord> events) {

    public Commit {
        if (events.isEmpty()) {
            throw new IllegalArgumentException("a commit must contain at least one event");
        }
        events = List.copyOf(events);
    }

    /** A commit with an empty object as metadata. */
    public Commit(String commitId, List<EventRecord> events) {
        this(commitId, "{}".getBytes(UTF_8), events);
    }
}
