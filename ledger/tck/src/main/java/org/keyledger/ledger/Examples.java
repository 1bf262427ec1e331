package org.keyledger.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Sample commits and events. */
public final class Examples {

    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private Examples() {}

    public static EventRecord event(String aggregate, long sequence) {
        return event(aggregate, sequence, NOON);
    }

    public static EventRecord event(String aggregate, long sequence, Instant time) {
        return event(aggregate, sequence, time, ("{\"n\":" + sequence + "}").getBytes(UTF_8));
    }

    public static EventRecord event(String aggregate, long sequence, byte[] payload) {
        return event(aggregate, sequence, NOON, payload);
    }

    private static EventRecord event(String aggregate, long sequence, Instant time, byte[] payload) {
        return new EventRecord(
                aggregate, "Account", sequence, UUID.randomUUID().toString(), "account.changed", 1, time, payload);
    }

    public static Commit commit(String key, EventRecord... events) {
        return new Commit(key, "{\"who\":\"me\"}".getBytes(UTF_8), List.of(events));
    }

    /** A commit of one event, the first of its aggregate. */
    public static Commit beginning(String aggregate) {
        return commit("begin " + aggregate, event(aggregate, 0));
    }
}
