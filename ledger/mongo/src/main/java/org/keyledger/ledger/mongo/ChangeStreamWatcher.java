package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.mongo.BsonFilters.ID;
import static org.keyledger.ledger.mongo.BsonFilters.descending;
import static org.keyledger.ledger.mongo.BsonFilters.number;
import static org.keyledger.ledger.mongo.BsonFilters.string;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Ledger.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies listeners when another node has appended: by a change stream or, while there is none, by polling the head of the
 * ledger every 20 ms. A notification carries no data; a listener reads the commits from the collection.
 */
final class ChangeStreamWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeStreamWatcher.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
    private static final Duration AWAIT_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration MIN_RETRY_INTERVAL = Duration.ofSeconds(1);
    private static final Duration MAX_RETRY_INTERVAL = Duration.ofSeconds(30);

    private final MongoCollection<BsonDocument> commits;
    private final String writer;
    private final MonotonicClock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private @Nullable BsonDocument head;
    private Duration retryInterval = MIN_RETRY_INTERVAL;
    private volatile boolean streaming;
    private volatile boolean closed;

    /** @param writer name of this process, whose own commits are not notified */
    ChangeStreamWatcher(MongoDatabase database, String writer, MonotonicClock clock) {
        this.commits = database.getCollection(LedgerSchema.COMMITS, BsonDocument.class);
        this.writer = writer;
        this.clock = clock;
        this.thread = new Thread(this::watch, "ledger-watch");
        thread.setDaemon(true);
        thread.start();
    }

    Registration onAppended(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Whether a change stream is open; otherwise the watcher polls. */
    boolean isStreaming() {
        return streaming;
    }

    private void watch() {
        while (!closed) {
            try {
                stream();
            } catch (MongoException e) {
                LOG.warn(
                        "Could not read the change stream, polling every {} ms instead: {}",
                        POLL_INTERVAL.toMillis(),
                        e.getMessage());
            } finally {
                streaming = false;
            }
            poll(clock.nanoTime() + retryInterval.toNanos());
            Duration doubled = retryInterval.multipliedBy(2);
            retryInterval = doubled.compareTo(MAX_RETRY_INTERVAL) < 0 ? doubled : MAX_RETRY_INTERVAL;
        }
    }

    private void stream() {
        try (MongoCursor<BsonDocument> changes = commits.watch(insertsOfOtherWriters())
                .maxAwaitTime(AWAIT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .withDocumentClass(BsonDocument.class)
                .cursor()) {
            streaming = true;
            notifyListeners();
            while (!closed) {
                long start = clock.nanoTime();
                if (changes.tryNext() != null) {
                    retryInterval = MIN_RETRY_INTERVAL;
                    notifyListeners();
                } else if (clock.nanoTime() - start < POLL_INTERVAL.toNanos()) {
                    sleep();
                }
            }
        }
    }

    private List<BsonDocument> insertsOfOtherWriters() {
        BsonDocument filter = new BsonDocument("operationType", string("insert"))
                .append("fullDocument.w", new BsonDocument("$ne", string(writer)));
        return List.of(
                new BsonDocument("$match", filter), new BsonDocument("$project", new BsonDocument(ID, number(1))));
    }

    private void poll(long deadline) {
        while (!closed && clock.nanoTime() - deadline < 0) {
            try {
                BsonDocument latest = commits.find()
                        .projection(new BsonDocument("w", number(1)))
                        .sort(descending(ID))
                        .limit(1)
                        .first();
                if (latest != null && !latest.equals(head)) {
                    head = latest;
                    notifyUnlessOwn(latest);
                }
            } catch (MongoException e) {
                LOG.debug("Could not read ledger head", e);
            }
            sleep();
        }
    }

    private void notifyUnlessOwn(BsonDocument commit) {
        if (!commit.getString("w").getValue().equals(writer)) {
            notifyListeners();
        }
    }

    private void notifyListeners() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOG.error("Listener of the ledger failed", e);
            }
        }
    }

    private void sleep() {
        try {
            clock.sleep(POLL_INTERVAL);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(AWAIT_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
