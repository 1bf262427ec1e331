package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.mongo.BsonFilters.byId;
import static org.keyledger.ledger.mongo.BsonFilters.insertIfAbsent;
import static org.keyledger.ledger.mongo.BsonFilters.number;
import static org.keyledger.ledger.mongo.BsonFilters.string;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one node at a time work on a ledger. The holder moves a number on, again and again, and halts when it could not for
 * a while; whoever else comes is refused while the number moves, and takes the fence only after it stood still for longer
 * than that. Each measures with its own monotonic clock: no wall clock decides.
 */
final class NodeLease implements AutoCloseable {

    /**
     * @param renewInterval how often the holder moves the number
     * @param leaseDuration how long after the last acknowledged move, counted from before it was sent, the holder may go on
     * @param takeOverTimeout how long the number stands still before another takes the fence; longer than {@code hold}
     */
    record Times(Duration renewInterval, Duration leaseDuration, Duration takeOverTimeout) {

        /** Longer than an election takes, which is some twelve seconds. */
        static final Times DEFAULTS = new Times(Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(25));
    }

    private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);
    private static final String NODE = "node";
    private static final String HOLDER = "holder";
    private static final String GENERATION = "gen";
    private static final String DESCRIPTION = "who";

    private final CausalSessions servers;
    private final MongoCollection<BsonDocument> leases;
    private final Times times;
    private final FatalErrorHandler fatalErrorHandler;
    private final String holderId = UUID.randomUUID().toString();
    private final Thread renewing;
    private final Thread watching;
    private volatile long validUntilNanos;
    private volatile boolean closed;

    private NodeLease(CausalSessions servers, MongoDatabase database, Times times, FatalErrorHandler halt) {
        this.servers = servers;
        this.leases = database.getCollection("fence", BsonDocument.class);
        this.times = times;
        this.fatalErrorHandler = halt;
        this.renewing = thread("fence-renewing", this::renew);
        this.watching = thread("fence-watching", this::watch);
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Takes the fence; waits out a holder that has gone without a word. What is read of these servers afterwards is not
     * older than what that holder was acknowledged.
     *
     * @param description is said to others who want it
     * @param halt called when this process may no longer work
     * @throws StorageOpenException if another node holds it
     */
    static NodeLease acquire(
            CausalSessions servers, MongoDatabase database, String description, Times times, FatalErrorHandler halt) {
        NodeLease lease = new NodeLease(servers, database, times, halt);
        lease.acquire(description);
        lease.renewing.start();
        lease.watching.start();
        return lease;
    }

    private void acquire(String description) {
        BsonDocument mine = byId(NODE)
                .append(HOLDER, string(holderId))
                .append(GENERATION, number(0L))
                .append(DESCRIPTION, string(description));
        do {
            extendFromNow();
        } while (!servers.call(session -> insertIfAbsent(session, leases, mine)) && !tryTakeOver(mine));
    }

    /** Called before the server is asked: what it acknowledges counts from here. */
    private void extendFromNow() {
        validUntilNanos = System.nanoTime() + times.leaseDuration().toNanos();
    }

    /** False if the fence is free by now. */
    private boolean tryTakeOver(BsonDocument mine) {
        BsonDocument held = found();
        if (held == null) {
            return false;
        }
        LOG.info(
                "the fence is held by {}: waiting to see whether it lives",
                held.getString(DESCRIPTION).getValue());
        long end = System.nanoTime() + times.takeOverTimeout().toNanos();
        while (System.nanoTime() < end) {
            sleep(times.renewInterval().dividedBy(2));
            BsonDocument now = found();
            if (now == null) {
                return false;
            }
            if (!now.equals(held)) {
                throw new StorageOpenException(
                        "another Keyledger (" + now.getString(DESCRIPTION).getValue()
                                + ") works on this database, and only one may: stop it, or give this one another"
                                + " database");
            }
        }
        extendFromNow();
        return servers.call(session -> leases.replaceOne(session, held, mine).getMatchedCount() == 1);
    }

    private @Nullable BsonDocument found() {
        return servers.call(session ->
                        Optional.ofNullable(leases.find(session, byId(NODE)).first()))
                .orElse(null);
    }

    private void renew() {
        BsonDocument held = byId(NODE).append(HOLDER, string(holderId));
        BsonDocument move = new BsonDocument("$inc", new BsonDocument(GENERATION, number(1L)));
        Duration pause = times.renewInterval();
        while (!closed) {
            sleep(pause);
            long asked = System.nanoTime();
            try {
                if (servers.call(
                        session -> leases.updateOne(session, held, move).getMatchedCount() == 1)) {
                    validUntilNanos = asked + times.leaseDuration().toNanos();
                    pause = times.renewInterval();
                } else if (!closed) {
                    endProcess("another node has taken this one's place");
                }
            } catch (RuntimeException e) {
                pause = times.renewInterval().dividedBy(4);
                LOG.warn("the fence could not be renewed, tries again: {}", e.toString());
            }
        }
    }

    /** On a thread of its own: the other may be waiting for a server that does not answer. */
    private void watch() {
        while (!closed) {
            if (System.nanoTime() - validUntilNanos > 0) {
                endProcess("MongoDB has not acknowledged this node for "
                        + times.leaseDuration().toSeconds() + " s");
                return;
            }
            sleep(times.renewInterval().dividedBy(4));
        }
    }

    private synchronized void endProcess(String why) {
        if (!closed) {
            closed = true;
            fatalErrorHandler.halt(
                    why + ", and another may take over: this process ends; what it acknowledged is stored");
        }
    }

    private static void sleep(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the next node begin at once. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        renewing.interrupt();
        watching.interrupt();
        servers.run(session -> leases.deleteOne(session, byId(NODE).append(HOLDER, string(holderId))));
    }
}
