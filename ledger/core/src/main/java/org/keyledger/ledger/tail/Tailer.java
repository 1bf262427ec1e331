package org.keyledger.ledger.tail;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the head of the ledger with one thread of its own and feeds every stream of this node.
 *
 * <p>It begins where the ledger ends when it starts, is woken by local appends and asks at each interval regardless. A
 * gap or a broken link stops it for good, with an error log and a {@link #status} that says so; any other failure is
 * logged and tried again after a second, nothing is skipped.
 *
 * @param <E> an event as its readers see it
 */
public final class Tailer<E> implements AutoCloseable {

    /** How many decoded events are shared by default. */
    public static final int DEFAULT_CACHED_EVENTS = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(Tailer.class);
    private static final int READ_BATCH_SIZE = 128;

    private final Ledger ledger;
    private final CommitDecoder<E> decoder;
    private final Duration interval;
    private final RecentCommits<E> recentCommits;
    private final ChainChecker chainChecker = new ChainChecker();
    private final Semaphore wake = new Semaphore(0);
    private final Object monitor = new Object();
    private final Set<TailStream<E>> streams = new CopyOnWriteArraySet<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean closed;
    private volatile TailStatus status = new TailStatus(Optional.empty(), false, Optional.empty());
    private Ledger.@Nullable Registration registration;

    /** A tailer that asks each second and shares {@link #DEFAULT_CACHED_EVENTS} events. */
    public Tailer(Ledger ledger, CommitDecoder<E> decoder) {
        this(ledger, decoder, Duration.ofSeconds(1), DEFAULT_CACHED_EVENTS);
    }

    /**
     * @param interval how long it waits at most before it asks the ledger again
     * @param cachedEvents how many decoded events it keeps for streams that are close behind
     */
    public Tailer(Ledger ledger, CommitDecoder<E> decoder, Duration interval, int cachedEvents) {
        this.ledger = ledger;
        this.decoder = decoder;
        this.interval = interval;
        this.recentCommits = new RecentCommits<>(cachedEvents);
    }

    /** Starts following, once; opening a stream does so too. */
    public void start() {
        if (registerListener()) {
            Thread thread = new Thread(this::follow, "ledger-tail");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Lets appends wake it, without a thread of its own: who has its own time drives it by {@link #step}. */
    boolean registerListener() {
        boolean first = started.compareAndSet(false, true);
        if (first) {
            registration = ledger.onAppended(wake::release);
        }
        return first;
    }

    /** A stream of all events from this position on, which may lie inside a commit. */
    public TailStream<E> open(Position from) {
        start();
        TailStream<E> stream = new TailStream<>(this, from);
        streams.add(stream);
        return stream;
    }

    public TailStatus status() {
        return status;
    }

    /** Forgets the decoded events that are shared, after an erasure say; streams read them from the ledger again. */
    public void clearCache() {
        recentCommits.clear();
    }

    @Override
    public void close() {
        closed = true;
        if (registration != null) {
            registration.close();
        }
        wake.release();
        notifyStreams();
    }

    private void follow() {
        while (!closed && !status.stopped()) {
            try {
                wake.drainPermits();
                if (!step() && !status.stopped()) {
                    wake.tryAcquire(interval.toNanos(), TimeUnit.NANOSECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                retryAfterError(e);
            }
        }
    }

    /** Reads once; false if there was nothing new. */
    boolean step() {
        try {
            return readNext();
        } catch (BrokenChainException broken) {
            stop(broken);
            return false;
        }
    }

    private boolean readNext() {
        Position next = status.next().orElse(null);
        if (next == null) {
            Optional<RecordedCommit> head = ledger.head();
            head.ifPresent(chainChecker::accept);
            advanceTo(head.map(RecordedCommit::next).orElse(Position.FIRST));
            return true;
        }
        List<RecordedCommit> commits = read(next);
        for (RecordedCommit commit : commits) {
            chainChecker.check(commit);
            recentCommits.add(DecodedCommit.of(commit, decoder));
            chainChecker.accept(commit);
            advanceTo(commit.next());
        }
        return !commits.isEmpty();
    }

    private void advanceTo(Position next) {
        status = new TailStatus(Optional.of(next), false, Optional.empty());
        notifyStreams();
    }

    /** Whole commits that end after this position. */
    List<RecordedCommit> read(Position from) {
        return ledger.read(from, READ_BATCH_SIZE).stream()
                .filter(commit -> from.isBefore(commit.next()))
                .toList();
    }

    Optional<DecodedCommit<E>> findRecent(Position position) {
        return recentCommits.find(position);
    }

    CommitDecoder<E> decoder() {
        return decoder;
    }

    /** Whether the ledger has, as far as is known here, nothing at this position yet. */
    boolean atEnd(Position position) {
        return status.next().map(next -> !position.isBefore(next)).orElse(false);
    }

    private boolean isBeforeEnd(Position position) {
        return status.next().filter(position::isBefore).isPresent();
    }

    void stop(BrokenChainException broken) {
        LOG.error("ALARM the ledger's chain is broken, the tail stops: {}", broken.getMessage());
        status = new TailStatus(status.next(), true, Optional.of(String.valueOf(broken.getMessage())));
        notifyStreams();
    }

    /** Waits until there may be something at this position; false when the time is over. */
    boolean await(Position position, long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        synchronized (monitor) {
            while (!isBeforeEnd(position) && !closed) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(monitor, left);
            }
        }
        return !closed;
    }

    boolean isClosed() {
        return closed;
    }

    void unregister(TailStream<E> stream) {
        streams.remove(stream);
    }

    private void notifyStreams() {
        synchronized (monitor) {
            monitor.notifyAll();
        }
        streams.forEach(TailStream::notifyAvailable);
    }

    private void retryAfterError(RuntimeException e) {
        LOG.error("the tail cannot read on at {}, tries again in a second", status.next(), e);
        status = new TailStatus(status.next(), false, Optional.of(e.toString()));
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }
}
