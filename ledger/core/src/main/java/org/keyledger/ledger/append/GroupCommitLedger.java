package org.keyledger.ledger.append;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.AppendRejectedException.InvalidCommitException;
import org.keyledger.ledger.AppendRejectedException.OverloadedException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger over a store: callers' commits wait in a bounded queue, one thread writes them in groups, so that many share
 * one trip to the disk.
 *
 * <p>A caller hears {@link OverloadedException} at once when the queue is full, and waits {@link AppendLimits#callerTimeout} at most.
 * Continuations of an append that name no executor run on the writer's thread: keep them short.
 */
public final class GroupCommitLedger implements Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(GroupCommitLedger.class);
    private static final int READ_BATCH_SIZE = 256;
    private static final long MAX_HISTORY_CACHE_BYTES = 16_000_000;

    private final CommitStore store;
    private final Clock clock;
    private final AppendLimits limits;
    private final FatalErrorHandler halt;
    private final WriterBackoff backoff;
    private final CommitQueue queue;
    private final HistoryCache historyCache = new HistoryCache(MAX_HISTORY_CACHE_BYTES);
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Writer writer;
    private final Thread thread;

    /**
     * @param writer the name of this process, recorded with each commit
     * @param clock the store's clock, which no event may be ahead of by more than {@link AppendLimits#maxClockSkew}
     */
    public GroupCommitLedger(
            CommitStore store, String writer, Clock clock, AppendLimits limits, FatalErrorHandler halt) {
        this(store, writer, clock, limits, halt, WriterBackoff.EXPONENTIAL_WITH_JITTER, UnaryOperator.identity());
        thread.start();
    }

    /** A ledger whose thread is not started: who has its own time drives it by {@link #step}. */
    GroupCommitLedger(
            CommitStore store,
            String writer,
            Clock clock,
            AppendLimits limits,
            FatalErrorHandler halt,
            WriterBackoff pace,
            UnaryOperator<WriteProtocol> variant) {
        this.store = store;
        this.clock = clock;
        this.limits = limits;
        this.halt = halt;
        this.backoff = pace;
        this.queue = new CommitQueue(limits);
        WriteProtocol conduct = variant.apply(new ConfirmedWriteProtocol(store, pace, this::completeTimedOut));
        this.writer = new Writer(store, writer, conduct, pace, this::completeTimedOut, this::notifyListeners);
        this.thread = new Thread(this::work, "ledger-writer");
        thread.setDaemon(true);
    }

    @Override
    public LedgerIdentity identity() {
        return store.identity();
    }

    @Override
    public CompletableFuture<Position> append(Commit commit) {
        try {
            checkTimes(commit);
            PendingAppend pending = new PendingAppend(commit, backoff.nanoTime());
            if (pending.size() > limits.maxCommitBytes()) {
                throw new InvalidCommitException(
                        "a commit of " + pending.size() + " bytes, at most are " + limits.maxCommitBytes());
            }
            queue.add(pending);
            return pending.future();
        } catch (AppendRejectedException rejection) {
            return CompletableFuture.failedFuture(rejection);
        }
    }

    @Override
    public boolean hasCapacity() {
        return queue.hasCapacity();
    }

    private void checkTimes(Commit commit) {
        Instant latest = clock.instant().plus(limits.maxClockSkew());
        for (EventRecord entry : commit.events()) {
            if (entry.time().isAfter(latest)) {
                throw new InvalidCommitException(
                        "an event of " + entry.time() + " is too far ahead of the ledger's clock");
            }
        }
    }

    private void work() {
        try {
            for (List<PendingAppend> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                write(batch);
            }
        } catch (InterruptedException e) {
            queue.closeAndReject("the ledger is closed");
        } catch (RuntimeException | Error e) {
            queue.closeAndReject("the ledger has stopped");
            LOG.error("ALARM the ledger cannot write any more", e);
            halt.halt("the ledger cannot write any more: " + e.getMessage());
        }
    }

    /** Writes the next batch on this thread, if anything waits; false if nothing did. */
    boolean step() throws InterruptedException {
        List<PendingAppend> batch = queue.poll();
        if (!batch.isEmpty()) {
            write(batch);
        }
        return !batch.isEmpty();
    }

    /** Whatever ends this leaves nobody waiting: what was sent and not answered may stand. */
    private void write(List<PendingAppend> batch) throws InterruptedException {
        try {
            writer.write(batch);
        } finally {
            Writer.unanswered(batch.stream())
                    .forEach(submission -> submission.completeUnknown(new IllegalStateException("the ledger stopped")));
        }
    }

    private void completeTimedOut(List<PendingAppend> pending, boolean sent, Throwable cause) {
        LOG.warn("the store does not answer, {} commits wait: {}", pending.size(), cause.toString());
        long then = backoff.nanoTime() - limits.callerTimeout().toNanos();
        for (PendingAppend submission : pending) {
            if (submission.enqueuedAtNanos() - then < 0) {
                if (sent) {
                    submission.completeUnknown(cause);
                } else {
                    submission.reject(
                            new OverloadedException("the store cannot be reached, nothing was sent: " + cause));
                }
            }
        }
        queue.rejectOlderThan(then, "the store cannot be reached, nothing was sent: " + cause);
    }

    private void notifyListeners() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOG.error("a listener of the ledger failed; the commits stand", e);
            }
        }
    }

    @Override
    public Optional<RecordedCommit> find(String key) {
        return store.find(key);
    }

    @Override
    public List<PositionedEvent> readEvents(String aggregate, long fromSequence) {
        if (fromSequence > 0) {
            return readStored(aggregate, fromSequence);
        }
        List<PositionedEvent> known = historyCache.get(aggregate);
        List<PositionedEvent> more = readStored(aggregate, known.size());
        return more.isEmpty() ? known : historyCache.append(aggregate, known, more);
    }

    private List<PositionedEvent> readStored(String aggregate, long fromSequence) {
        List<PositionedEvent> history = new ArrayList<>();
        List<PositionedEvent> page = store.readEvents(aggregate, fromSequence, READ_BATCH_SIZE);
        while (!page.isEmpty()) {
            history.addAll(page);
            page = page.size() < READ_BATCH_SIZE
                    ? List.of()
                    : store.readEvents(
                            aggregate, page.get(page.size() - 1).event().sequence() + 1, READ_BATCH_SIZE);
        }
        return history;
    }

    @Override
    public Optional<Long> lastSequence(String aggregate) {
        return store.lastSequence(aggregate);
    }

    @Override
    public List<RecordedCommit> read(Position from, int atMost) {
        return store.read(from, atMost);
    }

    @Override
    public Optional<RecordedCommit> head() {
        return store.head();
    }

    @Override
    public Registration onAppended(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        queue.close();
        try {
            thread.join(limits.drainTimeout().toMillis());
            if (thread.isAlive()) {
                LOG.warn("commits are still under way after {}: their outcome is unknown", limits.drainTimeout());
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        store.close();
    }
}
