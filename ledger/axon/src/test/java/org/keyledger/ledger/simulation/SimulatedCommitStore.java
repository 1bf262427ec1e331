package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.Reservations;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.append.AtomicStoreReservations;
import org.keyledger.ledger.append.CommitStore;
import org.keyledger.ledger.append.InsertResult;

/** A commit store over the simulated servers that sends the same commands as the real one. */
final class SimulatedCommitStore implements CommitStore {

    /** The name of an event that the servers always reject. */
    static final String POISON = "poison";

    private final LedgerIdentity identity;
    private final ServerConnection connection;
    private final ProcessBehavior behavior;
    private final AtomicStoreReservations reservations;
    private final ClientHistory history;

    SimulatedCommitStore(
            LedgerIdentity identity,
            ServerConnection connection,
            ProcessBehavior setting,
            AtomicStore atomicStore,
            ClientHistory history) {
        this.identity = identity;
        this.connection = connection;
        this.behavior = setting;
        this.reservations = new AtomicStoreReservations(atomicStore);
        this.history = history;
    }

    @Override
    public LedgerIdentity identity() {
        return identity;
    }

    @Override
    public Reservations reservations() {
        return reservations;
    }

    @Override
    public void reserve(List<Reservation> reserved) {
        reservations.reserve(reserved);
    }

    @Override
    public InsertResult insert(List<Insertion> insertions) {
        List<StoredDocument> documents = insertions.stream()
                .map(insertion -> insertion.chained().commit())
                .map(SimulatedCommitStore::document)
                .toList();
        try {
            return behavior.replyInterpreter()
                    .interpret(
                            connection.execute(new InsertCommand(
                                    documents, behavior.concern(), connection.servers(), behavior.scheduler())),
                            insertions.size());
        } catch (ServerConnection.ServerConnectionException e) {
            return new InsertResult.Unknown(e);
        }
    }

    private static StoredDocument document(RecordedCommit commit) {
        List<String> unique = new ArrayList<>();
        unique.add("k/" + commit.commit().commitId());
        boolean poison = false;
        for (var entry : commit.commit().events()) {
            unique.add("as/" + entry.aggregateId() + "/" + entry.sequence());
            poison |= entry.eventType().equals(POISON);
        }
        return new StoredDocument("ledger/" + commit.first(), unique, commit, poison);
    }

    @Override
    public Optional<RecordedCommit> find(String key) {
        Optional<RecordedCommit> found = read(state -> state.holder("k/" + key).map(it -> (RecordedCommit) it.body()));
        found.ifPresent(history::saw);
        return found;
    }

    @Override
    public List<PositionedEvent> readEvents(String aggregate, long fromSequence, int atMost) {
        return read(state -> of(state, aggregate).stream()
                .filter(it -> it.event().sequence() >= fromSequence)
                .sorted(Comparator.comparingLong(it -> it.event().sequence()))
                .limit(atMost)
                .toList());
    }

    @Override
    public Optional<Long> lastSequence(String aggregate) {
        return read(state ->
                of(state, aggregate).stream().map(it -> it.event().sequence()).max(Comparator.naturalOrder()));
    }

    private static List<PositionedEvent> of(DatabaseState state, String aggregate) {
        List<PositionedEvent> found = new ArrayList<>();
        for (RecordedCommit commit : state.commits().values()) {
            for (int i = 0; i < commit.commit().events().size(); i++) {
                if (commit.commit().events().get(i).aggregateId().equals(aggregate)) {
                    found.add(new PositionedEvent(
                            commit.first().plus(i), commit.commit().events().get(i), commit.commit()));
                }
            }
        }
        return found;
    }

    @Override
    public List<RecordedCommit> read(Position from, int atMost) {
        List<RecordedCommit> page = read(state -> {
            TreeMap<Long, RecordedCommit> commits = state.commits();
            Long begin = commits.floorKey(from.value());
            return commits.tailMap(begin == null ? 0 : begin, true).values().stream()
                    .filter(commit -> from.isBefore(commit.next()))
                    .limit(atMost)
                    .toList();
        });
        page.forEach(history::saw);
        return page;
    }

    @Override
    public Optional<RecordedCommit> head() {
        Optional<RecordedCommit> head =
                read(state -> Optional.ofNullable(state.commits().lastEntry()).map(java.util.Map.Entry::getValue));
        head.ifPresent(history::saw);
        return head;
    }

    @SuppressWarnings("unchecked")
    private <T> T read(Function<DatabaseState, T> question) {
        ReadCommand read =
                new ReadCommand(question::apply, connection.lastSeenTime(), behavior.concern(), behavior.scheduler());
        try {
            return (T) connection.execute(read).data().orElseThrow();
        } catch (ServerConnection.ServerConnectionException e) {
            ReadCommand again = new ReadCommand(
                    question::apply, connection.lastSeenTime(), behavior.concern(), behavior.scheduler());
            return (T) connection.execute(again).data().orElseThrow();
        }
    }

    @Override
    public boolean isExclusive() {
        return false;
    }

    @Override
    public void close() {}
}
