package org.keyledger.ledger.mongo;

import com.mongodb.client.ClientSession;
import org.bson.BsonDocument;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * The latest times that a replica set has told this process, carried from session to session: whatever is read in one that
 * begins here is not older than anything that was written or read in one that was kept here. Right after an election a
 * primary that is asked without them shows less than it acknowledged.
 *
 * <p>MongoDB Manual, <em>Read Isolation, Consistency, and Recency › Causal Consistency</em>. Times of two replica sets
 * have nothing to do with each other: each set has an order of its own.
 */
final class CausalTimes {

    private static final String TIME = "clusterTime";

    private @Nullable BsonTimestamp operationTime;
    private @Nullable BsonDocument clusterTime;

    /** This session sees what was seen before. */
    void advance(ClientSession session) {
        BsonTimestamp since;
        BsonDocument gossip;
        synchronized (this) {
            since = operationTime;
            gossip = clusterTime;
        }
        session.advanceClusterTime(gossip);
        session.advanceOperationTime(since);
    }

    /** Those that begin from now on see what this session has seen. */
    synchronized void record(ClientSession session) {
        BsonTimestamp seen = session.getOperationTime();
        if (seen != null && (operationTime == null || operationTime.compareTo(seen) < 0)) {
            operationTime = seen;
        }
        BsonDocument received = session.getClusterTime();
        if (received != null && (clusterTime == null || time(clusterTime).compareTo(time(received)) < 0)) {
            clusterTime = received;
        }
    }

    private static BsonTimestamp time(BsonDocument clusterTime) {
        return clusterTime.getTimestamp(TIME);
    }
}
