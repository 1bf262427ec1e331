package org.keyledger.ledger.tail;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.hashchain.Chain;
import org.keyledger.ledger.hashchain.Tip;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the head of the ledger on one thread and serves every stream of this node.
 *
 * <p>It starts at the end of the ledger. Commits that this process appends are handed over in memory, so that they are
 * neither read nor hashed again; all others are read from the store and verified: at each interval, when the store reports
 * them, and after a gap. A gap or a broken link in the store stops it permanently, with an error log and a {@link #status}
 * that reports it; any other failure is logged and retried after a second, no commit is skipped.
 *
 * @param <E> a decoded event
 */
public final class Tailer<E> implements AutoCloseable {

    /** How many decoded events are shared by default. */
    public static final int DEFAULT_CACHED_EVENTS = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(Tailer.class);
    private static final long HEAD_OBSERVATION_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Ledger ledger;
    private final CommitDecoder<E> decoder;
    private final Duration pollInterval;
    private final Ticker ticker;
    private final DecodedCommits<E> commits;
    private final AppendedCommits appended = new AppendedCommits();
    private final Semaphore wakeUp = new Semaphore(0);
    private final Set<TailStream<E>> streams = new CopyOnWriteArraySet<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final TailProgress progress;
    private @Nullable Tip tip;
    private Ledger.@Nullable Registration registration;

    /** A tailer that polls each second and shares {@link #DEFAULT_CACHED_EVENTS} events. */
    public Tailer(Ledger ledger, CommitDecoder<E> decoder, Ticker ticker) {
        this(ledger, decoder, ticker, Duration.ofSeconds(1), DEFAULT_CACHED_EVENTS);
    }

    /**
     * @param ticker measures how long a stream waits and when the head was observed
     * @param pollInterval how long it waits at most before it reads the ledger again
     * @param cachedEvents how many decoded events are kept for streams that are close to the head
     */
    public Tailer(Ledger ledger, CommitDecoder<E> decoder, Ticker ticker, Duration pollInterval, int cachedEvents) {
        this.ledger = ledger;
        this.decoder = decoder;
        this.ticker = ticker;
        this.pollInterval = pollInterval;
        this.commits = new DecodedCommits<>(ledger, decoder, cachedEvents);
        this.progress = new TailProgress(ticker);
    }

    /** Starts the thread unless it was started; opening a stream does so too. */
    public void start() {
        if (registerListener()) {
            Thread thread = new Thread(this::follow, "ledger-tail");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Registers for appended commits without starting a thread: the caller then reads with {@link #step}. */
    boolean registerListener() {
        boolean first = started.compareAndSet(false, true);
        if (first) {
            registration = ledger.onAppended(this::takeOver);
        }
        return first;
    }

    private void takeOver(List<RecordedCommit> committed) {
        appended.add(committed);
        wakeUp.release();
    }

    /** A stream of all events from this position on; the position may be inside a commit. */
    public TailStream<E> open(Position from) {
        start();
        TailStream<E> stream = new TailStream<>(this, from);
        streams.add(stream);
        return stream;
    }

    public TailStatus status() {
        return progress.status();
    }

    /** Removes the shared decoded events, for example after an erasure; streams read them from the ledger again. */
    public void clearCache() {
        commits.clear();
    }

    @Override
    public void close() {
        progress.close();
        if (registration != null) {
            registration.close();
        }
        wakeUp.release();
        notifyStreams();
    }

    private void follow() {
        while (!progress.isClosed() && !status().stopped()) {
            try {
                wakeUp.drainPermits();
                if (!step() && !status().stopped()) {
                    wakeUp.tryAcquire(pollInterval.toNanos(), TimeUnit.NANOSECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                retryAfterError(e);
            }
        }
    }

    private void retryAfterError(RuntimeException e) {
        LOG.error("Could not read the tail of the ledger at position {}, retrying in 1 s", status().next(), e);
        progress.fail(e.toString());
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            progress.close();
        }
    }

    /** Takes over or reads some commits; returns false if there was no new one. */
    boolean step() {
        try {
            return readNext();
        } catch (BrokenChainException broken) {
            stop(broken);
            return false;
        }
    }

    private boolean readNext() {
        Position next = status().next().orElse(null);
        long started = nanoTime();
        if (next == null) {
            Optional<RecordedCommit> head = ledger.head();
            tip = head.map(Tip::after).orElse(null);
            progress.observe(head.map(RecordedCommit::next).orElse(Position.FIRST), started);
            advanceTo(head.map(RecordedCommit::next).orElse(Position.FIRST));
            return true;
        }
        List<RecordedCommit> handedOver = appended.takeFrom(next);
        if (!handedOver.isEmpty()) {
            follow(handedOver, commits::add);
            observeBetweenPages();
            return true;
        }
        List<RecordedCommit> page =
                ledger.isExclusive() && next.equals(ledger.nextPosition()) ? List.of() : ledger.readPage(next);
        if (page.isEmpty()) {
            progress.observe(next, started);
            return false;
        }
        follow(page, commits::addRead);
        observeBetweenPages();
        return true;
    }

    /** Streams are notified once for all commits, also of those before a failure. */
    private void follow(List<RecordedCommit> page, Consumer<RecordedCommit> add) {
        Position reached = null;
        try {
            for (RecordedCommit commit : page) {
                requireLinked(tip, commit);
                add.accept(commit);
                tip = Tip.after(commit);
                reached = commit.next();
            }
        } finally {
            if (reached != null) {
                advanceTo(reached);
            }
        }
    }

    /** Under a steady load no page is empty, so that the head must be read of its own. */
    private void observeBetweenPages() {
        long started = nanoTime();
        var last = status().head();
        if (last.isEmpty() || started - last.get().nanos() >= HEAD_OBSERVATION_INTERVAL_NANOS) {
            progress.observe(ledger.nextPosition(), started);
        }
    }

    private void advanceTo(Position next) {
        streams.stream().map(TailStream::next).min(Comparator.naturalOrder()).ifPresent(commits::release);
        progress.readUpTo(next);
        notifyStreams();
    }

    /** @throws BrokenChainException if the commit does not follow the tip; without a tip, any commit may be the first */
    static void requireLinked(@Nullable Tip tip, RecordedCommit commit) {
        if (tip != null && !Chain.isLinked(tip, commit)) {
            throw new BrokenChainException("the commit at position " + commit.first()
                    + " does not continue the chain at position " + tip.next() + " with hash " + tip.hash());
        }
    }

    DecodedCommits<E> commits() {
        return commits;
    }

    TailProgress progress() {
        return progress;
    }

    CommitDecoder<E> decoder() {
        return decoder;
    }

    long nanoTime() {
        return ticker.read();
    }

    void stop(BrokenChainException broken) {
        LOG.error("ALARM the chain of the ledger is broken, the tail stops: {}", broken.getMessage());
        progress.stop(String.valueOf(broken.getMessage()));
        notifyStreams();
    }

    void unregister(TailStream<E> stream) {
        streams.remove(stream);
    }

    private void notifyStreams() {
        progress.wakeWaiting();
        streams.forEach(TailStream::notifyAvailable);
    }
}
