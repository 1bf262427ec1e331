package org.keyledger.ledger.writebehind;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.writebehind.ViewChanges.Change;

/**
 * Committed changes that the store does not contain yet, in layers: each is written to the store as one batch, the oldest
 * first. Thread-safe.
 */
final class UnflushedChanges {

    private static final int MAX_STORED_BYTES = 8 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition notEmpty = lock.newCondition();
    private final Condition flushDue = lock.newCondition();
    private final Condition flushed = lock.newCondition();
    private final Deque<ChangeLayer> layers = new ArrayDeque<>();
    private final StoredDocuments stored = new StoredDocuments(MAX_STORED_BYTES);
    private final FlushPolicy policy;
    /** The oldest layer while it is written; it gets no more changes. */
    private @Nullable ChangeLayer frozen;

    private int documents;
    private long flushSteps;
    private @Nullable RuntimeException failure;

    /**
     * When changes are written to the store.
     *
     * @param documents how many changed documents are written without a delay
     * @param delay how long fewer documents wait
     * @param maxDocuments how many documents may wait before a commit waits
     * @param maxCommitWait how long a commit waits for a flush to end; it is rejected then
     */
    record FlushPolicy(int documents, Duration delay, int maxDocuments, Duration maxCommitWait) {

        static final FlushPolicy DEFAULT = new FlushPolicy(256, Duration.ofMillis(50), 4096, Duration.ofSeconds(2));

        /** Small enough that waiting commits see progress. */
        boolean isFull(ChangeLayer layer) {
            return layer.size() >= Math.max(documents, maxDocuments / 4);
        }
    }

    UnflushedChanges(FlushPolicy policy) {
        this.policy = policy;
    }

    /**
     * Adds the changes of a batch.
     *
     * @throws StoreUnavailableException if too many changes wait for the store
     */
    void add(ChangeLayer batch) {
        lock.lock();
        try {
            awaitCapacity();
            ChangeLayer last = layers.peekLast();
            if (last == null || last == frozen || policy.isFull(last) || !last.isOfSameProjection(batch)) {
                layers.add(batch);
                documents += batch.size();
            } else {
                int before = last.size();
                last.addAll(batch);
                documents += last.size() - before;
            }
            if (last == null) {
                notEmpty.signal();
            }
            if (documents >= policy.documents()) {
                flushDue.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitCapacity() {
        long left = policy.maxCommitWait().toNanos();
        try {
            while (documents >= policy.maxDocuments()) {
                if (failure != null || left <= 0) {
                    throw new StoreUnavailableException(
                            documents + " documents of read models wait to be written to their store", failure);
                }
                long steps = flushSteps;
                left = flushed.awaitNanos(left);
                left = steps == flushSteps ? left : policy.maxCommitWait().toNanos();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("interrupted while documents wait to be written to their store", e);
        }
    }

    /** A state of memory: the last flush that began or ended, and a document, null if only the store knows it. */
    private record Lookup(long flushSteps, @Nullable Change known) {}

    /** The state of a document, from memory or else from the store, where {@code reader} reads it. */
    Optional<Document> find(String view, String id, Supplier<Optional<Document>> reader) {
        Lookup lookup = locked(() -> new Lookup(flushSteps, current(view, id).orElse(null)));
        if (lookup.known() != null) {
            return lookup.known().state();
        }
        Optional<Document> read = reader.get();
        remember(lookup.flushSteps(), view, Set.of(id), read.stream().toList());
        return read;
    }

    /**
     * The documents with these ids that exist.
     *
     * @param reader reads those from the store that are not in memory
     */
    List<Document> findAll(String view, Set<String> ids, Function<Set<String>, List<Document>> reader) {
        List<Document> found = new ArrayList<>(ids.size());
        Set<String> unknown = new HashSet<>();
        long before = locked(() -> {
            ids.forEach(id -> current(view, id)
                    .ifPresentOrElse(change -> change.state().ifPresent(found::add), () -> unknown.add(id)));
            return flushSteps;
        });
        if (!unknown.isEmpty()) {
            List<Document> read = reader.apply(unknown);
            found.addAll(read);
            remember(before, view, unknown, read);
        }
        return found;
    }

    private Optional<Change> current(String view, String id) {
        return newest(layer -> Optional.ofNullable(layer.find(view, id)))
                .or(() -> Optional.ofNullable(stored.find(view, id)));
    }

    /** What was read before a flush began or ended is not remembered: it may have changed since. */
    private void remember(long stepsBefore, String view, Set<String> ids, List<Document> read) {
        lock.lock();
        try {
            if (stepsBefore == flushSteps) {
                ids.forEach(id -> stored.put(view, id, Change.REMOVED));
                read.forEach(document -> stored.put(view, document.id(), new Change(document, false)));
            }
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what was read from the store, because it is changed directly. */
    void forgetStored() {
        locked(() -> {
            stored.clear();
            return ++flushSteps;
        });
    }

    /** The checkpoint of a projection; empty if the store contains the current one. */
    Optional<Checkpoint> checkpoint(String projection) {
        return locked(() -> newest(layer -> layer.belongsTo(projection) ? layer.checkpoint() : Optional.empty()));
    }

    private <T> Optional<T> newest(Function<ChangeLayer, Optional<T>> lookup) {
        Optional<T> found = Optional.empty();
        for (Iterator<ChangeLayer> newestFirst = layers.descendingIterator();
                found.isEmpty() && newestFirst.hasNext(); ) {
            found = lookup.apply(newestFirst.next());
        }
        return found;
    }

    /** A copy of the changes of one view. */
    ViewChanges snapshot(String view) {
        return locked(() -> {
            ViewChanges copy = new ViewChanges();
            layers.forEach(layer -> layer.addTo(copy, view));
            return copy;
        });
    }

    /**
     * Reads the store together with the changes of one view. Repeats this if a flush began or ended meanwhile: the store
     * would contain later changes than the copy, and two requests to the store might see it before and after the flush.
     */
    <T> T read(String view, Function<ViewChanges, T> reader) {
        while (true) {
            long before = flushSteps();
            T result = reader.apply(snapshot(view));
            if (before == flushSteps()) {
                return result;
            }
        }
    }

    private long flushSteps() {
        return locked(() -> flushSteps);
    }

    /** The oldest layer, which gets no more changes; null if there is none. */
    @Nullable
    ChangeLayer beginFlush() {
        return locked(() -> {
                    frozen = layers.peekFirst();
                    flushSteps++;
                    return Optional.ofNullable(frozen);
                })
                .orElse(null);
    }

    /** The store contains this layer. */
    void endFlush(ChangeLayer written) {
        locked(() -> {
            stored.apply(written);
            return remove(written::equals);
        });
    }

    /** Drops the changes of a projection that another owner has advanced in the store. */
    void discard(String projection) {
        locked(() -> {
            stored.clear();
            return remove(layer -> layer.belongsTo(projection));
        });
    }

    private int remove(Predicate<ChangeLayer> condition) {
        layers.removeIf(condition);
        documents = layers.stream().mapToInt(ChangeLayer::size).sum();
        frozen = null;
        failure = null;
        flushSteps++;
        flushed.signalAll();
        return documents;
    }

    /** The store did not take the oldest layer; it is written again. */
    void failFlush(RuntimeException cause) {
        locked(() -> {
            failure = cause;
            flushed.signalAll();
            return cause;
        });
    }

    /** Waits until there are changes, and then until there are many or the delay is over. */
    void awaitFlushDue() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (layers.isEmpty()) {
                notEmpty.await();
            }
            long left = policy.delay().toNanos();
            while (documents < policy.documents() && left > 0) {
                left = flushDue.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
