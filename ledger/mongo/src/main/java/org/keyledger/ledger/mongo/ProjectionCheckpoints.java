package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.mongo.BsonFilters.byId;
import static org.keyledger.ledger.mongo.BsonFilters.bytes;
import static org.keyledger.ledger.mongo.BsonFilters.number;
import static org.keyledger.ledger.mongo.BsonFilters.set;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import java.util.Optional;
import org.bson.BsonDocument;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.ConcurrentProjectionException;

/** The checkpoint of each projection: {@code {_id: name, n: next position, t: token, c: number of batches}}. */
final class ProjectionCheckpoints {

    private static final BsonDocument COUNT_BATCH = new BsonDocument("$inc", new BsonDocument("c", number(1L)));

    private final CausalSessions sessions;
    private final MongoCollection<BsonDocument> checkpoints;

    ProjectionCheckpoints(CausalSessions sessions, MongoDatabase database) {
        this.sessions = sessions;
        this.checkpoints = database.getCollection("projections", BsonDocument.class);
    }

    Optional<Checkpoint> find(String projection) {
        return sessions.call(session -> Optional.ofNullable(
                        checkpoints.find(session, byId(projection)).first()))
                .map(document -> new Checkpoint(
                        new Position(document.getInt64("n").getValue()),
                        document.getBinary("t").getData()));
    }

    /**
     * Replaces the checkpoint within a transaction. Counts the batch even if the checkpoint stays the same, so that a
     * concurrent batch of the projection conflicts.
     *
     * @param from the expected checkpoint
     * @param to empty to keep the checkpoint
     * @throws ConcurrentProjectionException if the stored checkpoint is not the expected one
     */
    void advance(ClientSession session, String projection, Optional<Checkpoint> from, Optional<Checkpoint> to) {
        if (from.isPresent()) {
            BsonDocument change = COUNT_BATCH.clone();
            to.ifPresent(checkpoint -> change.putAll(set(fields(checkpoint))));
            BsonDocument expected = byId(projection);
            expected.putAll(fields(from.get()));
            if (checkpoints.updateOne(session, expected, change).getMatchedCount() != 1) {
                throw new ConcurrentProjectionException(projection);
            }
        } else if (to.isPresent()) {
            insert(session, projection, to.get());
        } else if (checkpoints.find(session, byId(projection)).first() != null) {
            throw new ConcurrentProjectionException(projection);
        }
    }

    private void insert(ClientSession session, String projection, Checkpoint checkpoint) {
        BsonDocument first = byId(projection);
        first.putAll(fields(checkpoint));
        try {
            checkpoints.insertOne(session, first);
        } catch (MongoException e) {
            if (BsonFilters.isDuplicateKey(e)) {
                throw new ConcurrentProjectionException(projection);
            }
            throw e;
        }
    }

    private static BsonDocument fields(Checkpoint checkpoint) {
        return new BsonDocument("n", number(checkpoint.next().value())).append("t", bytes(checkpoint.token()));
    }
}
