package org.keyledger.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.hashchain.CommitCodec;
import org.keyledger.ledger.hashchain.Tip;

/** A ledger in memory, for tests. Refuses what a real ledger refuses; appends on the caller's thread. */
public final class InMemoryLedger implements Ledger {

    private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(5);
    private static final int MAX_COMMIT_BYTES = 15_000_000;

    private final LedgerIdentity identity;
    private final Clock clock;
    private final NavigableMap<Long, RecordedCommit> commits = new TreeMap<>();
    private final Map<String, RecordedCommit> keys = new HashMap<>();
    private final Map<String, NavigableMap<Long, PositionedEvent>> aggregates = new HashMap<>();
    private final Map<String, byte[]> reservations = new TreeMap<>();
    private final List<AppendListener> listeners = new CopyOnWriteArrayList<>();
    private final List<OutcomeListener> outcomeListeners = new CopyOnWriteArrayList<>();
    private final boolean gaps;
    private volatile Consumer<Commit> beforeAppend = commit -> {};
    private volatile Consumer<String> beforeReadOfHistory = aggregate -> {};
    private volatile boolean notifying = true;
    private boolean closed;

    public InMemoryLedger() {
        this(Clock.systemUTC());
    }

    public InMemoryLedger(Clock clock) {
        this(new LedgerIdentity(UUID.randomUUID(), 0), clock);
    }

    /** A ledger with a known identity, for example a restored one. */
    public InMemoryLedger(LedgerIdentity identity, Clock clock) {
        this(identity, clock, false);
    }

    private InMemoryLedger(LedgerIdentity identity, Clock clock, boolean gaps) {
        this.identity = identity;
        this.clock = clock;
        this.gaps = gaps;
    }

    /** A ledger that accepts gaps in the sequence of an aggregate, unlike every other ledger. */
    public static InMemoryLedger allowingGaps() {
        return new InMemoryLedger(new LedgerIdentity(UUID.randomUUID(), 0), Clock.systemUTC(), true);
    }

    /** Runs before each append from now on; an exception fails the append. */
    public void beforeAppend(Consumer<Commit> hook) {
        beforeAppend = hook;
    }

    /** Runs before each read of a whole history from now on, with the id of the aggregate. */
    public void beforeReadOfHistory(Consumer<String> hook) {
        beforeReadOfHistory = hook;
    }

    /** Whether {@link #onAppended} notifies; without it, appends look as if another process made them. */
    public void notifyListeners(boolean notify) {
        notifying = notify;
    }

    @Override
    public LedgerIdentity identity() {
        return identity;
    }

    @Override
    public CompletableFuture<Position> append(Commit commit, List<Reservation> reserved) {
        RecordedCommit recorded;
        try {
            beforeAppend.accept(commit);
            recorded = record(commit, reserved);
        } catch (RuntimeException refused) {
            outcomeListeners.forEach(listener -> listener.completed(Duration.ZERO, refused));
            return CompletableFuture.failedFuture(refused);
        }
        if (notifying) {
            listeners.forEach(listener -> listener.appended(List.of(recorded)));
        }
        outcomeListeners.forEach(listener -> listener.completed(Duration.ZERO, null));
        return CompletableFuture.completedFuture(recorded.last());
    }

    private synchronized RecordedCommit record(Commit commit, List<Reservation> reserved) {
        if (closed) {
            throw new AppendRejectedException.OverloadedException("the ledger is closed");
        }
        RecordedCommit holder = keys.get(commit.commitId());
        if (holder != null) {
            if (ids(holder.commit()).equals(ids(commit))) {
                return holder;
            }
            throw new AppendRejectedException.DuplicateKeyException(holder.last());
        }
        check(commit);
        StorePreconditions.requireDistinctKeys(reserved);
        MapReservations.findConflict(reservations, reserved).ifPresent(it -> {
            throw new AppendRejectedException.ReservationConflictException(it.key());
        });
        reserved.forEach(it -> reservations.put(it.key(), it.value()));
        return add(commit);
    }

    @Override
    public Reservations reservations() {
        return new MapReservations(reservations, this);
    }

    private void check(Commit commit) {
        Map<String, Long> next = new HashMap<>();
        int size = commit.metadata().length;
        for (EventRecord entry : commit.events()) {
            size += entry.payload().length;
            if (entry.time().isAfter(clock.instant().plus(MAX_CLOCK_SKEW))) {
                throw new AppendRejectedException.InvalidCommitException("its time is too far ahead: " + entry.time());
            }
            if (history(entry.aggregateId()).containsKey(entry.sequence())) {
                throw new AppendRejectedException.SequenceConflictException(entry.aggregateId(), entry.sequence());
            }
            long due = next.computeIfAbsent(entry.aggregateId(), it ->
                    (long) history(entry.aggregateId()).size());
            if (gaps ? entry.sequence() < due : entry.sequence() != due) {
                throw new AppendRejectedException.InvalidCommitException(
                        "a sequence twice, or a gap, in " + entry.aggregateId());
            }
            next.put(entry.aggregateId(), entry.sequence() + 1);
        }
        if (size > MAX_COMMIT_BYTES) {
            throw new AppendRejectedException.InvalidCommitException("larger than 15 MB: " + size);
        }
    }

    private RecordedCommit add(Commit commit) {
        Tip tip = head().map(Tip::after).orElseGet(() -> Tip.genesis(identity));
        RecordedCommit recorded =
                tip.chain(commit, CommitCodec.encodeContent(commit), "memory").commit();
        commits.put(recorded.first().value(), recorded);
        keys.put(commit.commitId(), recorded);
        Position position = recorded.first();
        for (EventRecord entry : commit.events()) {
            aggregates
                    .computeIfAbsent(entry.aggregateId(), it -> new TreeMap<>())
                    .put(entry.sequence(), new PositionedEvent(position, entry, commit));
            position = position.next();
        }
        return recorded;
    }

    @Override
    public synchronized Optional<RecordedCommit> find(String key) {
        return Optional.ofNullable(keys.get(key));
    }

    @Override
    public List<PositionedEvent> readEvents(String aggregate, long fromSequence) {
        if (fromSequence == 0) {
            beforeReadOfHistory.accept(aggregate);
        }
        return readEvents(aggregate, fromSequence, Integer.MAX_VALUE);
    }

    @Override
    public synchronized List<PositionedEvent> readEvents(String aggregate, long fromSequence, int maxEvents) {
        return history(aggregate).tailMap(fromSequence, true).values().stream()
                .limit(maxEvents)
                .toList();
    }

    @Override
    public synchronized Optional<Long> lastSequence(String aggregate) {
        NavigableMap<Long, PositionedEvent> history = history(aggregate);
        return history.isEmpty() ? Optional.empty() : Optional.of(history.lastKey());
    }

    @Override
    public synchronized List<RecordedCommit> read(Position from, int atMost) {
        if (!from.isBefore(nextPosition())) {
            return List.of();
        }
        List<RecordedCommit> read = new ArrayList<>();
        for (RecordedCommit commit :
                commits.tailMap(commits.floorKey(from.value()), true).values()) {
            if (read.size() == atMost) {
                break;
            }
            read.add(commit);
        }
        return read;
    }

    @Override
    public boolean isExclusive() {
        return true;
    }

    @Override
    public synchronized Optional<RecordedCommit> head() {
        return commits.isEmpty()
                ? Optional.empty()
                : Optional.of(commits.lastEntry().getValue());
    }

    @Override
    public Registration onAppended(AppendListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Registration onOutcome(OutcomeListener listener) {
        outcomeListeners.add(listener);
        return () -> outcomeListeners.remove(listener);
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    /** Replaces a stored commit, to simulate tampering. */
    public synchronized void tamper(RecordedCommit instead) {
        commits.put(instead.first().value(), instead);
    }

    private NavigableMap<Long, PositionedEvent> history(String aggregate) {
        return aggregates.getOrDefault(aggregate, new TreeMap<>());
    }

    private static List<String> ids(Commit commit) {
        List<String> ids = new ArrayList<>();
        commit.events().forEach(entry -> ids.add(entry.id()));
        return ids;
    }
}
