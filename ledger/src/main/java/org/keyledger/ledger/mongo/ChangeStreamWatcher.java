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
 * Says when others have appended: by a change stream, and while there is none by asking for the head every 20 ms. It only
 * wakes; what there is to read is read from the collection.
 */
final class ChangeStreamWatcher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeStreamWatcher.class);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final MongoCollection<BsonDocument> commits;
    private final String writer;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private @Nullable BsonDocument head;
    private Duration untilNextStream = SHORTEST;
    private volatile boolean streaming;
    private volatile boolean closed;

    /** @param writer whose commits are no news here */
    ChangeStreamWatcher(MongoDatabase database, String writer) {
        this.commits = database.getCollection(LedgerSchema.COMMITS, BsonDocument.class);
        this.writer = writer;
        this.thread = new Thread(this::follow, "ledger-watch");
        thread.setDaemon(true);
        thread.start();
    }

    Registration onAppended(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Whether a change stream lives. */
    boolean isStreaming() {
        return streaming;
    }

    private void follow() {
        while (!closed) {
            try {
                stream();
            } catch (MongoException e) {
                LOG.warn("no change stream, asks every {} ms instead: {}", POLL.toMillis(), e.getMessage());
            } finally {
                streaming = false;
            }
            poll(System.nanoTime() + untilNextStream.toNanos());
            Duration doubled = untilNextStream.multipliedBy(2);
            untilNextStream = doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
        }
    }

    private void stream() {
        try (MongoCursor<BsonDocument> changes = commits.watch(fromOthers())
                .maxAwaitTime(WAIT.toMillis(), TimeUnit.MILLISECONDS)
                .withDocumentClass(BsonDocument.class)
                .cursor()) {
            streaming = true;
            tell();
            while (!closed) {
                long asked = System.nanoTime();
                if (changes.tryNext() != null) {
                    untilNextStream = SHORTEST;
                    tell();
                } else if (System.nanoTime() - asked < POLL.toNanos()) {
                    sleep();
                }
            }
        }
    }

    private List<BsonDocument> fromOthers() {
        BsonDocument wanted = new BsonDocument("operationType", string("insert"))
                .append("fullDocument.w", new BsonDocument("$ne", string(writer)));
        return List.of(
                new BsonDocument("$match", wanted), new BsonDocument("$project", new BsonDocument(ID, number(1))));
    }

    private void poll(long end) {
        while (!closed && System.nanoTime() - end < 0) {
            try {
                BsonDocument now = commits.find()
                        .projection(new BsonDocument("w", number(1)))
                        .sort(descending(ID))
                        .limit(1)
                        .first();
                if (now != null && !now.equals(head)) {
                    head = now;
                    tellUnlessOwn(now);
                }
            } catch (MongoException e) {
                LOG.debug("the head cannot be read", e);
            }
            sleep();
        }
    }

    private void tellUnlessOwn(BsonDocument found) {
        if (!found.getString("w").getValue().equals(writer)) {
            tell();
        }
    }

    private void tell() {
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                LOG.error("a listener of the ledger failed", e);
            }
        }
    }

    private void sleep() {
        try {
            TimeUnit.NANOSECONDS.sleep(POLL.toNanos());
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(WAIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
