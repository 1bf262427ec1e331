package org.keyledger.ledger.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.AppendRejectedException.DuplicateKeyException;
import org.keyledger.ledger.AppendRejectedException.SequenceConflictException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.hashchain.Chain;
import org.keyledger.ledger.hashchain.Tip;
import org.keyledger.ledger.simulation.ClientHistory.Attempt;

/** Compares all outcomes and reads of clients with the final ledger. */
final class ConsistencyChecker {

    private final Simulation simulation;
    private final ClientHistory history;
    private final DatabaseState state;
    private final List<RecordedCommit> commits;
    private final List<PositionedEvent> events = new ArrayList<>();
    private final Map<String, RecordedCommit> byEvent = new HashMap<>();
    private final Map<String, RecordedCommit> byKey = new HashMap<>();
    private final Map<String, EventRecord> bySequence = new HashMap<>();
    private final List<String> findings = new ArrayList<>();

    ConsistencyChecker(Simulation world) {
        this.simulation = world;
        this.history = world.history();
        this.state = world.servers().primary().map(ReplicaMember::majority).orElseGet(DatabaseState::new);
        this.commits = List.copyOf(state.commits().values());
    }

    /** The end of the ledger. */
    static Position end(DatabaseState state) {
        return Optional.ofNullable(state.commits().lastEntry())
                .map(last -> last.getValue().next())
                .orElse(Position.FIRST);
    }

    /** The position of the projection. */
    static Optional<Position> projected(DatabaseState state) {
        return state.get("progress/projections").map(it -> ((Checkpoint) it.body()).next());
    }

    List<String> findings() {
        findings.addAll(simulation.scheduler().failures());
        findings.addAll(history.findings());
        chain();
        index();
        history.attempts().forEach(this::attempt);
        realTime();
        density();
        readers();
        claims();
        projection();
        checkPublished();
        return findings;
    }

    private void found(String what) {
        findings.add(what);
    }

    private void chain() {
        Tip tip = Tip.genesis(Simulation.IDENTITY);
        for (RecordedCommit commit : commits) {
            if (!Chain.isSuccessor(tip, commit)) {
                found("the chain is broken at " + commit.first());
            }
            tip = Tip.after(commit);
        }
    }

    private void index() {
        for (RecordedCommit commit : commits) {
            if (byKey.put(commit.commit().commitId(), commit) != null) {
                found("two commits of key " + commit.commit().commitId());
            }
            for (int i = 0; i < commit.commit().events().size(); i++) {
                EventRecord entry = commit.commit().events().get(i);
                events.add(new PositionedEvent(commit.first().plus(i), entry, commit.commit()));
                if (byEvent.put(entry.id(), commit) != null) {
                    found("event is twice in the ledger: " + entry.id());
                }
                if (bySequence.put(entry.aggregateId() + "/" + entry.sequence(), entry) != null) {
                    found("two events " + entry.sequence() + " of " + entry.aggregateId());
                }
            }
        }
    }

    private Optional<RecordedCommit> recorded(Commit commit) {
        return Optional.ofNullable(byEvent.get(commit.events().get(0).id()));
    }

    private void attempt(Attempt attempt) {
        Optional<RecordedCommit> recorded = recorded(attempt.commit);
        String key = attempt.commit.commitId();
        if (attempt.stored != null
                && recorded.filter(it -> it.last().equals(attempt.stored)).isEmpty()) {
            found(key + " was acknowledged at " + attempt.stored + " and is " + recorded.map(RecordedCommit::last));
        }
        if (attempt.refused instanceof SequenceConflictException taken) {
            EventRecord holder = bySequence.get(taken.aggregateId() + "/" + taken.sequence());
            if (holder == null || recorded.isPresent()) {
                found(key + " was refused although it is stored or nothing conflicts: " + taken.getMessage());
            }
            if (attempt.keyHeldBefore) {
                found(key + " had been stored and was refused with a conflict");
            }
        } else if (attempt.refused instanceof DuplicateKeyException taken) {
            RecordedCommit holder = byKey.get(key);
            if (holder == null || recorded.isPresent() || !holder.last().equals(taken.last())) {
                found(key + " was refused for its key, which is held by " + holder);
            }
        } else if (attempt.refused != null && recorded.isPresent() && onlyRefused(attempt.commit)) {
            found(key + " is stored and was refused: " + attempt.refused.getMessage());
        }
    }

    /** Whether no other attempt of the same commit could have stored it. */
    private boolean onlyRefused(Commit commit) {
        return history.attempts().stream()
                .filter(attempt -> attempt.commit == commit)
                .allMatch(attempt -> attempt.refused instanceof AppendRejectedException);
    }

    /** A commit that began after another was acknowledged has a higher position. */
    private void realTime() {
        List<Attempt> stored = history.attempts().stream()
                .filter(attempt -> attempt.stored != null && firstOf(attempt))
                .sorted(Comparator.comparingLong(attempt -> attempt.since))
                .toList();
        List<Attempt> ended = stored.stream()
                .sorted(Comparator.comparingLong(attempt -> attempt.until))
                .toList();
        Position latest = null;
        int next = 0;
        for (Attempt attempt : stored) {
            for (; next < ended.size() && ended.get(next).until < attempt.since; next++) {
                Position position = ended.get(next).stored;
                latest = latest == null || latest.isBefore(position) ? position : latest;
            }
            if (latest != null && attempt.stored.isBefore(latest)) {
                found(attempt.commit.commitId() + " began after " + latest
                        + " was acknowledged and has a lower position");
            }
        }
    }

    private boolean firstOf(Attempt attempt) {
        return history.attempts().stream()
                .noneMatch(other -> other.commit == attempt.commit && other.since < attempt.since);
    }

    private void density() {
        for (EventRecord entry : bySequence.values()) {
            if (entry.sequence() > 0 && !bySequence.containsKey(entry.aggregateId() + "/" + (entry.sequence() - 1))) {
                found("a gap before event " + entry.sequence() + " of " + entry.aggregateId());
            }
        }
    }

    private void readers() {
        for (RecordedCommit commit : commits) {
            Hash seen = history.seen().remove(commit.first());
            if (seen != null && !seen.equals(commit.hash())) {
                found("a client read another commit at " + commit.first());
            }
        }
        history.seen().keySet().stream()
                .sorted()
                .forEach(position -> found("a client read a commit at " + position + ", which is not stored"));
        history.seenEvents().forEach((position, id) -> {
            if (position >= events.size()
                    || !events.get(position.intValue()).event().id().equals(id)) {
                found("the tail delivered " + id + " at " + position);
            }
        });
    }

    /** Each address has at most one active claim at any time, and its reservation names the claim that is active now. */
    private void claims() {
        Map<String, String> standing = new HashMap<>();
        for (PositionedEvent event : events) {
            String email = new String(event.event().payload());
            if (event.event().eventType().equals(EmailClaimModel.CLAIMED)) {
                String before = standing.put(email, event.event().aggregateId());
                if (before != null) {
                    found("two accounts of " + email + ": " + before + " and "
                            + event.event().aggregateId());
                }
            } else if (event.event().eventType().equals(EmailClaimModel.RELEASED)) {
                standing.remove(email);
            }
        }
        standing.forEach((email, claim) -> {
            byte[] reserved = SimulatedAtomicStore.value(state, EmailClaimModel.key(email));
            if (!Arrays.equals(reserved, claim.getBytes(UTF_8))) {
                found("the reservation of " + email + " is not claim " + claim + " but " + new String(reserved, UTF_8));
            }
        });
    }

    private void projection() {
        long reached = projected(state).map(Position::value).orElse(0L);
        Map<String, String> expected = new HashMap<>();
        for (PositionedEvent event : events) {
            if (event.position().value() < reached) {
                expected.compute(
                        event.event().aggregateId(),
                        (aggregate, before) -> PositionListProjection.after(Optional.ofNullable(before), event));
            }
        }
        expected.forEach((aggregate, text) -> {
            Optional<String> view =
                    state.get("view/" + aggregate).map(it -> PositionListProjection.text((Views.Document) it.body()));
            if (!view.equals(Optional.of(text))) {
                found("the view of " + aggregate + " has " + view + ", the ledger has " + text);
            }
        });
    }

    private void checkPublished() {
        List<String> records = simulation.topic().records();
        for (int i = 0; i < records.size(); i++) {
            if (i >= events.size()
                    || !records.get(i).equals(i + " " + events.get(i).event().id())) {
                found("record " + i + " outside is " + records.get(i));
                return;
            }
        }
    }
}
