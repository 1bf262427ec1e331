package org.keyledger.ledger.writebehind;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.keyledger.ledger.StorePreconditions;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.writebehind.UnflushedChanges.FlushPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Views that are written behind: a commit waits for memory only, and a thread writes what was committed to the store, every
 * 50 ms or 256 documents, together with the checkpoint. Readers see committed changes immediately. A document that changes
 * several times between two flushes is written once.
 *
 * <p>A crash loses what was not flushed; the projection continues from the stored checkpoint, so it repeats these changes.
 * For a store with one process only: another process reads the store and sees the changes of a batch after its flush.
 *
 * <p>At most 4,096 changed documents wait for the store. Above that a commit waits for a flush. It is rejected with
 * {@link org.keyledger.ledger.StoreUnavailableException} if none ends within two seconds, and immediately while the store
 * rejects flushes.
 */
public final class WriteBehindViews implements Views {

    private static final Logger LOG = LoggerFactory.getLogger(WriteBehindViews.class);

    private final Views store;
    private final UnflushedChanges unflushed;
    private final Map<String, String> aliases = new ConcurrentHashMap<>();
    private final ReentrantLock batchLock = new ReentrantLock();
    private final ReentrantLock flushLock = new ReentrantLock();
    private final Thread flusher = new Thread(this::flushUntilClosed, "views-flush");
    private volatile boolean closed;
    /** Used by the flusher only. */
    private boolean failing;

    private WriteBehindViews(Views store, FlushPolicy policy) {
        this.store = store;
        this.unflushed = new UnflushedChanges(policy);
    }

    /** Starts a daemon thread, which {@link #close} ends. */
    public static WriteBehindViews over(Views store) {
        return over(store, FlushPolicy.DEFAULT);
    }

    static WriteBehindViews over(Views store, FlushPolicy policy) {
        WriteBehindViews views = new WriteBehindViews(store, policy);
        views.flusher.setDaemon(true);
        views.flusher.start();
        return views;
    }

    @Override
    public Optional<Document> find(String view, String id) {
        return unflushed.find(resolve(view), id, () -> store.find(view, id));
    }

    @Override
    public List<Document> findAll(String view, Set<String> ids) {
        return unflushed.findAll(resolve(view), ids, unknown -> store.findAll(view, unknown));
    }

    @Override
    public Optional<Document> findUnique(String view, String index, String key) {
        return read(view, merged -> merged.findUnique(index, key));
    }

    @Override
    public Optional<Document> ceiling(String view, String index, String key) {
        return read(view, merged -> merged.ceiling(index, key));
    }

    @Override
    public Page page(String view, String index, String partition, Optional<String> cursor, int limit) {
        return read(view, merged -> merged.page(index, partition, cursor, limit));
    }

    @Override
    public List<Document> scan(String view, Optional<String> after, int limit) {
        return read(view, merged -> merged.scan(after, limit));
    }

    @Override
    public long count(String view) {
        return read(view, MergedView::count);
    }

    private <T> T read(String view, Function<MergedView, T> reader) {
        return unflushed.read(resolve(view), changes -> reader.apply(new MergedView(store, view, changes)));
    }

    @Override
    public Optional<Checkpoint> checkpoint(String projection) {
        return unflushed.checkpoint(projection).or(() -> store.checkpoint(projection));
    }

    /** Waits until no other batch is open. */
    @Override
    public Batch begin(String projection, Optional<Checkpoint> from) {
        if (batchLock.isHeldByCurrentThread()) {
            throw new IllegalStateException("this thread has an open batch: close it first");
        }
        batchLock.lock();
        boolean begun = false;
        try {
            StorePreconditions.requireCheckpoint(projection, checkpoint(projection), from);
            begun = true;
            return new WriteBehindBatch(store, unflushed, this::resolve, batchLock, new ChangeLayer(projection, from));
        } finally {
            if (!begun) {
                batchLock.unlock();
            }
        }
    }

    @Override
    public void drop(String view) {
        runFlushed(() -> store.drop(view));
    }

    @Override
    public void assignAlias(String alias, String view) {
        runFlushed(() -> {
            store.assignAlias(alias, view);
            aliases.clear();
        });
    }

    /** Runs a change of the store itself while it contains every change and no batch is open. */
    private void runFlushed(Runnable change) {
        batchLock.lock();
        try {
            flush();
            change.run();
            unflushed.forgetStored();
        } finally {
            batchLock.unlock();
        }
    }

    @Override
    public String resolveAlias(String alias) {
        return resolve(alias);
    }

    private String resolve(String alias) {
        return aliases.computeIfAbsent(alias, store::resolveAlias);
    }

    /** Writes everything committed so far to the store. */
    void flush() {
        flushLock.lock();
        try {
            for (ChangeLayer layer = unflushed.beginFlush(); layer != null; layer = unflushed.beginFlush()) {
                write(layer);
            }
        } finally {
            flushLock.unlock();
        }
    }

    private void write(ChangeLayer layer) {
        try {
            layer.writeTo(store);
            unflushed.endFlush(layer);
        } catch (ConcurrentProjectionException e) {
            LOG.error("Another process writes the read models, unwritten changes are dropped", e);
            unflushed.discard(layer.projection());
        } catch (RuntimeException e) {
            unflushed.failFlush(e);
            throw e;
        }
    }

    private void flushUntilClosed() {
        try {
            while (!closed) {
                unflushed.awaitFlushDue();
                flushOrWait();
            }
        } catch (InterruptedException e) {
            LOG.debug("Flushing ended");
        }
    }

    /** Logs a failure once, although the flush is repeated each second. */
    private void flushOrWait() throws InterruptedException {
        try {
            flush();
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.error("Could not write changes of read models, retrying each second", e);
            }
            failing = true;
            TimeUnit.SECONDS.sleep(1);
        }
    }

    @Override
    public Optional<String> damage() {
        return store.damage();
    }

    @Override
    public void reportDamage(String finding) {
        store.reportDamage(finding);
    }

    /** Flushes, then closes the store. */
    @Override
    public void close() {
        closed = true;
        try {
            flush();
        } finally {
            flusher.interrupt();
            store.close();
        }
    }
}
