package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.mongo.BsonFilters.byId;
import static org.keyledger.ledger.mongo.BsonFilters.insertIfAbsent;
import static org.keyledger.ledger.mongo.BsonFilters.number;
import static org.keyledger.ledger.mongo.BsonFilters.string;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.Optional;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lease that lets one node at a time use a ledger. The holder increments a generation number periodically and halts if it
 * could not for the duration of the lease. Another node is refused while the number changes, and takes over after it has not
 * changed for longer than that duration. Each node measures with its own monotonic clock, so clocks need not be
 * synchronized.
 */
final class NodeLease implements AutoCloseable {

    /**
     * @param renewInterval time between two renewals
     * @param leaseDuration how long the holder may continue after it sent the last acknowledged renewal
     * @param takeOverTimeout how long the number must not change before another node takes over; longer than {@code
     *     leaseDuration}
     */
    record Times(Duration renewInterval, Duration leaseDuration, Duration takeOverTimeout) {

        /** The lease outlasts an election, which takes about 12 s. */
        static final Times DEFAULTS = new Times(Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(25));
    }

    private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);
    private static final String NODE = "node";
    private static final String HOLDER = "holder";
    private static final String GENERATION = "gen";
    private static final String DESCRIPTION = "who";

    private final CausalSessions sessions;
    private final MongoCollection<BsonDocument> leases;
    private final String holderId;
    private final Times times;
    private final MonotonicClock clock;
    private final FatalErrorHandler fatalErrorHandler;
    private final Thread renewal;
    private final Thread expiryWatch;
    private volatile long validUntilNanos;
    private volatile boolean closed;

    /**
     * Acquires the lease; waits for the lease of a crashed holder to expire. Later reads of these sessions include every
     * write that was acknowledged to the previous holder.
     *
     * @param holderId unique per start of a process
     * @param description of this process, for the operator of a node that is refused
     * @param fatalErrorHandler called when this process has lost the lease
     * @throws StorageOpenException if another node holds the lease
     */
    NodeLease(
            CausalSessions sessions,
            MongoDatabase database,
            String holderId,
            String description,
            Times times,
            MonotonicClock clock,
            FatalErrorHandler fatalErrorHandler) {
        this.sessions = sessions;
        this.leases = database.getCollection("fence", BsonDocument.class);
        this.holderId = holderId;
        this.times = times;
        this.clock = clock;
        this.fatalErrorHandler = fatalErrorHandler;
        this.renewal = thread("lease-renewal", this::renew);
        this.expiryWatch = thread("lease-expiry", this::watchExpiry);
        acquire(description);
        renewal.start();
        expiryWatch.start();
    }

    private static Thread thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    private void acquire(String description) {
        BsonDocument own = byId(NODE)
                .append(HOLDER, string(holderId))
                .append(GENERATION, number(0L))
                .append(DESCRIPTION, string(description));
        do {
            extendFromNow();
        } while (!sessions.call(session -> insertIfAbsent(session, leases, own)) && !tryTakeOver(own));
    }

    /** Called before a command is sent, because the server may process it any time after that. */
    private void extendFromNow() {
        validUntilNanos = clock.nanoTime() + times.leaseDuration().toNanos();
    }

    /** Returns false if the lease was released in the meantime. */
    private boolean tryTakeOver(BsonDocument own) {
        BsonDocument previous = find();
        if (previous == null) {
            return false;
        }
        LOG.info(
                "Lease of this database is held by {}, waiting up to {} s for its next renewal",
                previous.getString(DESCRIPTION).getValue(),
                times.takeOverTimeout().toSeconds());
        long deadline = clock.nanoTime() + times.takeOverTimeout().toNanos();
        while (clock.nanoTime() - deadline < 0) {
            sleep(times.renewInterval().dividedBy(2));
            BsonDocument current = find();
            if (current == null) {
                return false;
            }
            if (!current.equals(previous)) {
                throw new StorageOpenException("another Keyledger ("
                        + current.getString(DESCRIPTION).getValue()
                        + ") uses this database, and only one can: stop it, or give this one another database");
            }
        }
        extendFromNow();
        return sessions.call(
                session -> leases.replaceOne(session, previous, own).getMatchedCount() == 1);
    }

    private @Nullable BsonDocument find() {
        return sessions.call(session ->
                        Optional.ofNullable(leases.find(session, byId(NODE)).first()))
                .orElse(null);
    }

    private void renew() {
        BsonDocument own = byId(NODE).append(HOLDER, string(holderId));
        BsonDocument increment = new BsonDocument("$inc", new BsonDocument(GENERATION, number(1L)));
        Duration pause = times.renewInterval();
        while (!closed) {
            sleep(pause);
            long sentAtNanos = clock.nanoTime();
            try {
                if (sessions.call(
                        session -> leases.updateOne(session, own, increment).getMatchedCount() == 1)) {
                    validUntilNanos = sentAtNanos + times.leaseDuration().toNanos();
                    pause = times.renewInterval();
                } else if (!closed) {
                    endProcess("another node has taken over the lease of this one");
                }
            } catch (RuntimeException e) {
                pause = times.renewInterval().dividedBy(4);
                LOG.warn("Could not renew lease, retrying in {} ms: {}", pause.toMillis(), e.toString());
            }
        }
    }

    /** Runs on a thread of its own, because the renewal may be waiting for a server that does not respond. */
    private void watchExpiry() {
        while (!closed) {
            if (clock.nanoTime() - validUntilNanos > 0) {
                endProcess("MongoDB has not acknowledged a renewal of the lease for "
                        + times.leaseDuration().toSeconds() + " s");
                return;
            }
            sleep(times.renewInterval().dividedBy(4));
        }
    }

    private synchronized void endProcess(String problem) {
        if (!closed) {
            closed = true;
            fatalErrorHandler.halt(problem
                    + ", so another node may write: this process ends, acknowledged commits are stored; start it again"
                    + " once MongoDB is available and no other node runs");
        }
    }

    private void sleep(Duration time) {
        try {
            clock.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Releases the lease, so that the next node starts without waiting. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        renewal.interrupt();
        expiryWatch.interrupt();
        sessions.run(session -> leases.deleteOne(session, byId(NODE).append(HOLDER, string(holderId))));
    }
}
