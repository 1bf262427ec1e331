package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.mongo.BsonFilters.byId;
import static org.keyledger.ledger.mongo.BsonFilters.inserted;
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
     * @param renew how often the holder moves the number
     * @param hold how long after the last acknowledged move, counted from before it was sent, the holder may go on
     * @param takeOver how long the number stands still before another takes the fence; longer than {@code hold}
     */
    record Times(Duration renew, Duration hold, Duration takeOver) {

        /** Longer than an election takes, which is some twelve seconds. */
        static final Times DEFAULTS = new Times(Duration.ofSeconds(2), Duration.ofSeconds(20), Duration.ofSeconds(25));
    }

    private static final Logger LOG = LoggerFactory.getLogger(NodeLease.class);
    private static final String NODE = "node";
    private static final String HOLDER = "holder";
    private static final String GENERATION = "gen";
    private static final String WHO = "who";

    private final CausalSessions servers;
    private final MongoCollection<BsonDocument> fence;
    private final Times times;
    private final FatalErrorHandler halt;
    private final String me = UUID.randomUUID().toString();
    private final Thread renewing;
    private final Thread watching;
    private volatile long until;
    private volatile boolean closed;

    private NodeLease(CausalSessions servers, MongoDatabase database, Times times, FatalErrorHandler halt) {
        this.servers = servers;
        this.fence = database.getCollection("fence", BsonDocument.class);
        this.times = times;
        this.halt = halt;
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
     * @param who is said to others who want it
     * @param halt called when this process may no longer work
     * @throws StorageOpenException if another node holds it
     */
    static NodeLease take(
            CausalSessions servers, MongoDatabase database, String who, Times times, FatalErrorHandler halt) {
        NodeLease fence = new NodeLease(servers, database, times, halt);
        fence.take(who);
        fence.renewing.start();
        fence.watching.start();
        return fence;
    }

    private void take(String who) {
        BsonDocument mine = byId(NODE)
                .append(HOLDER, string(me))
                .append(GENERATION, number(0L))
                .append(WHO, string(who));
        do {
            holdFromNow();
        } while (!servers.ask(session -> inserted(session, fence, mine)) && !replaced(mine));
    }

    /** Called before the server is asked: what it acknowledges counts from here. */
    private void holdFromNow() {
        until = System.nanoTime() + times.hold().toNanos();
    }

    /** False if the fence is free by now. */
    private boolean replaced(BsonDocument mine) {
        BsonDocument held = found();
        if (held == null) {
            return false;
        }
        LOG.info(
                "the fence is held by {}: waiting to see whether it lives",
                held.getString(WHO).getValue());
        long end = System.nanoTime() + times.takeOver().toNanos();
        while (System.nanoTime() < end) {
            sleep(times.renew().dividedBy(2));
            BsonDocument now = found();
            if (now == null) {
                return false;
            }
            if (!now.equals(held)) {
                throw new StorageOpenException(
                        "another Keyledger (" + now.getString(WHO).getValue()
                                + ") works on this database, and only one may: stop it, or give this one another"
                                + " database");
            }
        }
        holdFromNow();
        return servers.ask(session -> fence.replaceOne(session, held, mine).getMatchedCount() == 1);
    }

    private @Nullable BsonDocument found() {
        return servers.ask(session ->
                        Optional.ofNullable(fence.find(session, byId(NODE)).first()))
                .orElse(null);
    }

    private void renew() {
        BsonDocument held = byId(NODE).append(HOLDER, string(me));
        BsonDocument move = new BsonDocument("$inc", new BsonDocument(GENERATION, number(1L)));
        Duration pause = times.renew();
        while (!closed) {
            sleep(pause);
            long asked = System.nanoTime();
            try {
                if (servers.ask(session -> fence.updateOne(session, held, move).getMatchedCount() == 1)) {
                    until = asked + times.hold().toNanos();
                    pause = times.renew();
                } else if (!closed) {
                    halt("another node has taken this one's place");
                }
            } catch (RuntimeException e) {
                pause = times.renew().dividedBy(4);
                LOG.warn("the fence could not be renewed, tries again: {}", e.toString());
            }
        }
    }

    /** On a thread of its own: the other may be waiting for a server that does not answer. */
    private void watch() {
        while (!closed) {
            if (System.nanoTime() - until > 0) {
                halt("MongoDB has not acknowledged this node for "
                        + times.hold().toSeconds() + " s");
                return;
            }
            sleep(times.renew().dividedBy(4));
        }
    }

    private synchronized void halt(String why) {
        if (!closed) {
            closed = true;
            halt.halt(why + ", and another may take over: this process ends; what it acknowledged is stored");
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
        servers.tell(session -> fence.deleteOne(session, byId(NODE).append(HOLDER, string(me))));
    }
}
