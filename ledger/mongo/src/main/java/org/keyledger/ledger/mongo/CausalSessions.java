package org.keyledger.ledger.mongo;

import com.mongodb.ClientSessionOptions;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs calls to one replica set, each in a session of its own. On every thread, a call sees at least what each earlier call
 * of this process saw or wrote. Unavailability becomes {@link StoreUnavailableException}.
 */
final class CausalSessions {

    private static final Logger LOG = LoggerFactory.getLogger(CausalSessions.class);
    private static final ClientSessionOptions CAUSAL =
            ClientSessionOptions.builder().causallyConsistent(true).build();
    private static final ClientSessionOptions UNORDERED =
            ClientSessionOptions.builder().causallyConsistent(false).build();

    private final MongoClient client;
    private final String setting;
    private final MonotonicClock clock;
    private final RandomGenerator random;
    private final CausalTimes times = new CausalTimes();
    private final AtomicBoolean unavailable = new AtomicBoolean();

    /**
     * @param setting the variable that names the replica set, for messages to operators
     * @param random source of jitter
     */
    CausalSessions(MongoClient client, String setting, MonotonicClock clock, RandomGenerator random) {
        this.client = client;
        this.setting = setting;
        this.clock = clock;
        this.random = random;
    }

    MongoDatabase database(String name) {
        return client.getDatabase(name);
    }

    /** @param subject what a write conflicts with, for the message of an exception */
    BoundedBackoff newBackoff(String subject) {
        return new BoundedBackoff(subject, clock, random);
    }

    /**
     * Calls with a session that every command in the call must use. The call must not return an open cursor.
     *
     * @throws StoreUnavailableException if there is no primary, no reply, or no majority in time
     * @throws MongoException if the server rejected a command
     */
    <T> T call(Function<ClientSession, T> call) {
        return callWith(CAUSAL, session -> {
            times.advance(session);
            try {
                return call.apply(session);
            } finally {
                times.record(session);
            }
        });
    }

    void run(Consumer<ClientSession> call) {
        call(session -> {
            call.accept(session);
            return true;
        });
    }

    /** As {@link #call}, for commands without majority: not ordered after earlier calls, nor later calls after it. */
    <T> T callUnordered(Function<ClientSession, T> call) {
        return callWith(UNORDERED, call);
    }

    private <T> T callWith(ClientSessionOptions options, Function<ClientSession, T> call) {
        T result;
        try (ClientSession session = client.startSession(options)) {
            result = call.apply(session);
        } catch (MongoException e) {
            throw UnavailabilityClassifier.isUnavailable(e) ? toUnavailableException(e) : e;
        }
        if (unavailable.get() && unavailable.compareAndSet(true, false)) {
            LOG.info("MongoDB ({}) is available again", setting);
        }
        return result;
    }

    /** Logs the first of consecutive failures only. */
    private StoreUnavailableException toUnavailableException(MongoException e) {
        String problem = UnavailabilityClassifier.describe(e, client.getClusterDescription(), setting);
        if (unavailable.compareAndSet(false, true)) {
            LOG.error("{}. Until then requests get 503. Error: {}", problem, e.getMessage());
        }
        return new StoreUnavailableException(problem, e);
    }

    /**
     * The latest operation time and cluster time that the replica set returned to this process. A session that starts with
     * them reads nothing older, even right after an election, when without them a primary may return less than it
     * acknowledged.
     *
     * <p>MongoDB Manual, <em>Read Isolation, Consistency, and Recency › Causal Consistency</em>. Times of two replica sets
     * are not comparable.
     */
    private static final class CausalTimes {

        private @Nullable BsonTimestamp operationTime;
        private @Nullable BsonDocument clusterTime;

        void advance(ClientSession session) {
            BsonTimestamp latestOperation;
            BsonDocument latestCluster;
            synchronized (this) {
                latestOperation = operationTime;
                latestCluster = clusterTime;
            }
            session.advanceClusterTime(latestCluster);
            session.advanceOperationTime(latestOperation);
        }

        synchronized void record(ClientSession session) {
            BsonTimestamp operation = session.getOperationTime();
            if (operation != null && (operationTime == null || operationTime.compareTo(operation) < 0)) {
                operationTime = operation;
            }
            BsonDocument cluster = session.getClusterTime();
            if (cluster != null
                    && (clusterTime == null || timestamp(clusterTime).compareTo(timestamp(cluster)) < 0)) {
                clusterTime = cluster;
            }
        }

        private static BsonTimestamp timestamp(BsonDocument clusterTime) {
            return clusterTime.getTimestamp("clusterTime");
        }
    }
}
