package org.keyledger.ledger.append;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keyledger.ledger.AppendRejectedException.ReservationConflictException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.MapReservations;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.Reservations;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.hashchain.CommitCodec;
import org.keyledger.ledger.hashchain.Tip;

/** A store in memory that executes the script of a test, one step per insert, and then every insert normally. */
final class ScriptedCommitStore implements CommitStore {

    private final LedgerIdentity identity = new LedgerIdentity(new UUID(0, 1), 0);
    private final List<RecordedCommit> commits = new ArrayList<>();
    private final Deque<Function<List<ChainedCommit>, InsertResult>> script = new ArrayDeque<>();
    private final List<List<ChainedCommit>> inserts = new ArrayList<>();
    private final Map<String, byte[]> reservations = new TreeMap<>();
    private boolean reachable = true;
    private boolean exclusive;

    /** Adds the behavior of the next insert to the script. */
    ScriptedCommitStore then(Function<List<ChainedCommit>, InsertResult> happening) {
        script.add(happening);
        return this;
    }

    /** The insert is executed and its reply is lost. */
    ScriptedCommitStore thenLoseTheReply() {
        return then(sent -> {
            store(sent);
            return new InsertResult.Unknown(new IllegalStateException("no answer"));
        });
    }

    /** The insert never arrives. */
    ScriptedCommitStore thenLoseTheInsert() {
        return then(sent -> new InsertResult.Unknown(new IllegalStateException("no answer")));
    }

    /** No other process writes to the store, whatever the script does. */
    ScriptedCommitStore exclusive() {
        exclusive = true;
        return this;
    }

    synchronized void reachable(boolean now) {
        reachable = now;
    }

    /** Another node appends without the writer's knowledge. */
    synchronized void appendByAnotherNode(Commit commit) {
        commits.add(tip().chain(commit, CommitCodec.encodeContent(commit), "another")
                .commit());
    }

    /** A backup without the last commit is restored. */
    synchronized void dropLastCommit() {
        commits.remove(commits.size() - 1);
    }

    /** The commits of each insert. */
    synchronized List<List<ChainedCommit>> inserts() {
        return List.copyOf(inserts);
    }

    synchronized List<String> keys() {
        return commits.stream().map(commit -> commit.commit().commitId()).toList();
    }

    @Override
    public synchronized InsertResult insert(List<Insertion> insertions) {
        List<ChainedCommit> sent = insertions.stream().map(Insertion::chained).toList();
        inserts.add(sent);
        Function<List<ChainedCommit>, InsertResult> happening = script.poll();
        return happening == null ? storeWithReservations(insertions) : happening.apply(sent);
    }

    /** One by one, each with its reservations. */
    private InsertResult storeWithReservations(List<Insertion> insertions) {
        for (int i = 0; i < insertions.size(); i++) {
            Insertion insertion = insertions.get(i);
            Optional<Reservation> conflict = collides(insertion.chained().commit())
                    ? Optional.empty()
                    : MapReservations.findConflict(reservations, insertion.reservations());
            if (conflict.isPresent()) {
                return new InsertResult.Rejected(
                        i, new ReservationConflictException(conflict.get().key()));
            }
            if (!(store(List.of(insertion.chained())) instanceof InsertResult.AllInserted)) {
                return new InsertResult.DuplicateKey(i);
            }
            insertion.reservations().forEach(it -> reservations.put(it.key(), it.value()));
        }
        return new InsertResult.AllInserted();
    }

    @Override
    public Reservations reservations() {
        return new MapReservations(reservations, this);
    }

    synchronized InsertResult store(List<ChainedCommit> sent) {
        for (int i = 0; i < sent.size(); i++) {
            RecordedCommit commit = sent.get(i).commit();
            if (collides(commit)) {
                return new InsertResult.DuplicateKey(i);
            }
            if (!commit.first().equals(tip().next())) {
                throw new AssertionError("Gap at " + tip().next() + " before " + commit.first());
            }
            commits.add(commit);
        }
        return new InsertResult.AllInserted();
    }

    private boolean collides(RecordedCommit commit) {
        return commit.first().isBefore(tip().next())
                || keys().contains(commit.commit().commitId())
                || commit.commit().events().stream()
                        .anyMatch(entry -> positioned(entry.aggregateId())
                                .anyMatch(place -> place.event().sequence() == entry.sequence()));
    }

    private Tip tip() {
        return commits.isEmpty() ? Tip.genesis(identity) : Tip.after(commits.get(commits.size() - 1));
    }

    private Stream<PositionedEvent> positioned(String aggregate) {
        List<PositionedEvent> places = new ArrayList<>();
        for (RecordedCommit commit : commits) {
            Position position = commit.first();
            for (EventRecord entry : commit.commit().events()) {
                if (entry.aggregateId().equals(aggregate)) {
                    places.add(new PositionedEvent(position, entry, commit.commit()));
                }
                position = position.next();
            }
        }
        return places.stream();
    }

    private List<RecordedCommit> reached() {
        if (!reachable) {
            throw new IllegalStateException("not reachable");
        }
        return commits;
    }

    @Override
    public LedgerIdentity identity() {
        return identity;
    }

    @Override
    public synchronized Optional<RecordedCommit> find(String key) {
        return reached().stream()
                .filter(commit -> commit.commit().commitId().equals(key))
                .findFirst();
    }

    @Override
    public synchronized List<PositionedEvent> readEvents(String aggregate, long fromSequence, int atMost) {
        reached();
        return positioned(aggregate)
                .filter(place -> place.event().sequence() >= fromSequence)
                .limit(atMost)
                .toList();
    }

    @Override
    public synchronized Optional<Long> lastSequence(String aggregate) {
        reached();
        return positioned(aggregate).map(place -> place.event().sequence()).reduce(Math::max);
    }

    @Override
    public synchronized List<RecordedCommit> read(Position from, int atMost) {
        return reached().stream()
                .filter(commit -> from.isBefore(commit.next()))
                .limit(atMost)
                .toList();
    }

    @Override
    public synchronized Optional<RecordedCommit> head() {
        return reached().isEmpty() ? Optional.empty() : Optional.of(commits.get(commits.size() - 1));
    }

    @Override
    public boolean isExclusive() {
        return exclusive;
    }

    @Override
    public void close() {}
}
