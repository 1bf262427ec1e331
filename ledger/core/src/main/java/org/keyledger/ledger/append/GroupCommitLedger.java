package org.keyledger.ledger.append;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.AppendRejectedException.InvalidCommitException;
import org.keyledger.ledger.AppendRejectedException.OverloadedException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.CommitReader;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.Reservations;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger over a store: commits wait in a bounded queue and one thread writes them in groups, so that many share one disk
 * synchronization.
 *
 * <p>An append fails immediately with {@link OverloadedException} if the queue is full, and completes within
 * {@link AppendLimits#callerTimeout}. Continuations of an append without an executor run on the writer's thread and must be
 * short.
 */
public final class GroupCommitLedger implements Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitLedger.class);
    private static final long MAX_HISTORY_CACHE_BYTES = 16_000_000;

    private final CommitStore store;
    private final CommitReader reader;
    private final Clock clock;
    private final AppendLimits limits;
    private final WriterBackoff backoff;
    private final CommitQueue queue;
    private final HistoryCache histories;
    private final List<AppendListener> appendListeners = new CopyOnWriteArrayList<>();
    private final List<OutcomeListener> outcomeListeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final WriterThread writer;

    /**
     * @param writer the name of this process, recorded with each commit
     * @param clock no event may be ahead of it by more than {@link AppendLimits#maxClockSkew}
     * @param jitter source of the jitter between two tries to write
     */
    public GroupCommitLedger(
            CommitStore store,
            String writer,
            Clock clock,
            RandomGenerator jitter,
            AppendLimits limits,
            FatalErrorHandler fatalErrorHandler) {
        this(
                store,
                writer,
                clock,
                limits,
                fatalErrorHandler,
                WriterBackoff.exponentialWithJitter(jitter),
                UnaryOperator.identity());
        this.writer.start();
    }

    /** Starts no thread: the caller writes each batch with {@link #step}. */
    GroupCommitLedger(
            CommitStore store,
            String writer,
            Clock clock,
            AppendLimits limits,
            FatalErrorHandler fatalErrorHandler,
            WriterBackoff backoff,
            UnaryOperator<WriteProtocol> protocolVariant) {
        this.store = store;
        this.clock = clock;
        this.limits = limits;
        this.backoff = backoff;
        this.queue = new CommitQueue(limits);
        this.writer = new WriterThread(
                store, queue, writer, limits, fatalErrorHandler, backoff, protocolVariant, this::notifyAppended);
        this.reader = store.isExclusive() ? new ObservedReader(store, tip()::observe) : store;
        this.histories = new HistoryCache(reader, MAX_HISTORY_CACHE_BYTES);
    }

    @Override
    public CompletableFuture<Position> append(Commit commit, List<Reservation> reservations) {
        long startNanos = backoff.nanoTime();
        CompletableFuture<Position> outcome = enqueue(commit, reservations, startNanos);
        return outcomeListeners.isEmpty()
                ? outcome
                : outcome.whenComplete((last, failure) -> notifyOutcome(startNanos, failure));
    }

    private CompletableFuture<Position> enqueue(Commit commit, List<Reservation> reservations, long startNanos) {
        try {
            checkEventTimes(commit);
            PendingAppend pending = new PendingAppend(commit, reservations, startNanos);
            if (pending.size() > limits.maxCommitBytes()) {
                throw new InvalidCommitException("a commit must have at most " + limits.maxCommitBytes()
                        + " bytes, this one has " + pending.size());
            }
            store.reserve(reservations);
            queue.add(pending);
            return pending.future();
        } catch (AppendRejectedException | StoreUnavailableException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    /** Writes the next batch on the calling thread; returns false if no commit waits. */
    boolean step() throws InterruptedException {
        return writer.step();
    }

    private void checkEventTimes(Commit commit) {
        Instant latest = clock.instant().plus(limits.maxClockSkew());
        for (EventRecord event : commit.events()) {
            if (event.time().isAfter(latest)) {
                throw new InvalidCommitException("event time " + event.time()
                        + " is too far ahead of the ledger's clock, the latest accepted is " + latest);
            }
        }
    }

    @Override
    public boolean hasCapacity() {
        return queue.hasCapacity();
    }

    /** Notifies the listeners of {@link #onAppended}, for a store that observes commits of other processes. */
    public void notifyAppended() {
        notifyAppended(List.of());
    }

    private void notifyAppended(List<RecordedCommit> commits) {
        for (AppendListener listener : appendListeners) {
            try {
                listener.appended(commits);
            } catch (RuntimeException e) {
                LOG.error("Append listener failed; the commits are durable", e);
            }
        }
    }

    private void notifyOutcome(long startNanos, @Nullable Throwable failure) {
        Duration elapsed = Duration.ofNanos(backoff.nanoTime() - startNanos);
        for (OutcomeListener listener : outcomeListeners) {
            try {
                listener.completed(elapsed, failure);
            } catch (RuntimeException e) {
                LOG.error("Outcome listener failed; the append is completed", e);
            }
        }
    }

    @Override
    public Reservations reservations() {
        return store.reservations();
    }

    @Override
    public LedgerIdentity identity() {
        return store.identity();
    }

    @Override
    public Optional<RecordedCommit> find(String commitId) {
        return reader.find(commitId);
    }

    @Override
    public List<PositionedEvent> readEvents(String aggregateId, long fromSequence) {
        return fromSequence > 0 ? reader.readEvents(aggregateId, fromSequence) : readHistory(aggregateId);
    }

    private List<PositionedEvent> readHistory(String aggregateId) {
        List<PositionedEvent> cached = histories.get(aggregateId);
        return isExclusive() && !hasEventAfter(aggregateId, cached.size() - 1L)
                ? cached
                : histories.readEvents(aggregateId);
    }

    @Override
    public List<PositionedEvent> readEvents(String aggregateId, long fromSequence, int maxEvents) {
        return reader.readEvents(aggregateId, fromSequence, maxEvents);
    }

    @Override
    public Optional<Long> lastSequence(String aggregateId) {
        return isExclusive() ? writer.writer().lastSequence(aggregateId) : store.lastSequence(aggregateId);
    }

    @Override
    public boolean hasEventAfter(String aggregateId, long sequence) {
        return isExclusive()
                ? lastSequence(aggregateId).filter(last -> last > sequence).isPresent()
                : Ledger.super.hasEventAfter(aggregateId, sequence);
    }

    @Override
    public List<RecordedCommit> read(Position from, int maxCommits) {
        return reader.read(from, maxCommits);
    }

    @Override
    public Optional<RecordedCommit> head() {
        return reader.head();
    }

    @Override
    public boolean isExclusive() {
        return store.isExclusive();
    }

    @Override
    public Position nextPosition() {
        return isExclusive() ? tip().next() : Ledger.super.nextPosition();
    }

    @Override
    public Position committedPosition() {
        return tip().committed().next();
    }

    @Override
    public Instant committedTime() {
        return tip().committed().maxEventTime();
    }

    private LedgerTip tip() {
        return writer.writer().tip();
    }

    @Override
    public Registration onAppended(AppendListener listener) {
        appendListeners.add(listener);
        return () -> appendListeners.remove(listener);
    }

    @Override
    public Registration onOutcome(OutcomeListener listener) {
        outcomeListeners.add(listener);
        return () -> outcomeListeners.remove(listener);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        writer.drainAndStop();
        store.close();
    }
}
