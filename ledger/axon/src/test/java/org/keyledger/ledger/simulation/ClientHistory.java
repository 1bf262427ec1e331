package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;

/** Records all outcomes that clients got and all commits and events that they read. */
final class ClientHistory {

    /** One call of append and its outcome: a position, a refusal, or neither if it is unknown. */
    static final class Attempt {

        final Commit commit;
        final long since;
        final boolean keyHeldBefore;
        long until = Long.MAX_VALUE;

        @Nullable
        Position stored;

        @Nullable
        RuntimeException refused;

        Attempt(Commit commit, long since, boolean keyHeldBefore) {
            this.commit = commit;
            this.since = since;
            this.keyHeldBefore = keyHeldBefore;
        }
    }

    private final List<Attempt> attempts = new ArrayList<>();
    private final Map<Position, Hash> seen = new HashMap<>();
    private final Map<Long, String> seenEvents = new HashMap<>();
    private final List<String> findings = new ArrayList<>();

    Attempt begin(Commit commit, long now, boolean keyHeldBefore) {
        Attempt attempt = new Attempt(commit, now, keyHeldBefore);
        attempts.add(attempt);
        return attempt;
    }

    List<Attempt> attempts() {
        return attempts;
    }

    /** Records that a client read this commit. */
    void saw(RecordedCommit commit) {
        Hash before = seen.putIfAbsent(commit.first(), commit.hash());
        if (before != null && !before.equals(commit.hash())) {
            found("position " + commit.first() + " was read twice with different content");
        }
    }

    Map<Position, Hash> seen() {
        return seen;
    }

    /** Records that the tail delivered this event. */
    void sawEvent(PositionedEvent event) {
        String id = event.event().id();
        String before = seenEvents.putIfAbsent(event.position().value(), id);
        if (before != null && !before.equals(id)) {
            found("the tail delivered " + id + " and " + before + " at " + event.position());
        }
    }

    Map<Long, String> seenEvents() {
        return seenEvents;
    }

    void found(String finding) {
        findings.add(finding);
    }

    List<String> findings() {
        return findings;
    }
}
