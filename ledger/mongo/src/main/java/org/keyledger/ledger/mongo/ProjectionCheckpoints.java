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

/** How far each projection is: {@code {_id: name, n: next position, t: token, c: moves}}. */
final class ProjectionCheckpoints {

    private static final BsonDocument MOVE = new BsonDocument("$inc", new BsonDocument("c", number(1L)));

    private final CausalSessions servers;
    private final MongoCollection<BsonDocument> checkpoints;

    ProjectionCheckpoints(CausalSessions servers, MongoDatabase database) {
        this.servers = servers;
        this.checkpoints = database.getCollection("projections", BsonDocument.class);
    }

    Optional<Checkpoint> find(String projection) {
        return servers.call(session -> Optional.ofNullable(
                        checkpoints.find(session, byId(projection)).first()))
                .map(found -> new Checkpoint(
                        new Position(found.getInt64("n").getValue()),
                        found.getBinary("t").getData()));
    }

    /**
     * Moves the projection from what it had reached, or holds it there; every later change by another conflicts.
     *
     * @throws ConcurrentProjectionException if it is elsewhere
     */
    void advance(ClientSession session, String projection, Optional<Checkpoint> from, Optional<Checkpoint> to) {
        if (from.isPresent()) {
            BsonDocument change = MOVE.clone();
            to.ifPresent(progress -> change.putAll(set(fields(progress))));
            BsonDocument at = byId(projection);
            at.putAll(fields(from.get()));
            if (checkpoints.updateOne(session, at, change).getMatchedCount() != 1) {
                throw new ConcurrentProjectionException(projection);
            }
        } else if (to.isPresent()) {
            begin(session, projection, to.get());
        } else if (checkpoints.find(session, byId(projection)).first() != null) {
            throw new ConcurrentProjectionException(projection);
        }
    }

    private void begin(ClientSession session, String projection, Checkpoint at) {
        BsonDocument first = byId(projection);
        first.putAll(fields(at));
        try {
            checkpoints.insertOne(session, first);
        } catch (MongoException e) {
            if (BsonFilters.isDuplicateKey(e)) {
                throw new ConcurrentProjectionException(projection);
            }
            throw e;
        }
    }

    private static BsonDocument fields(Checkpoint progress) {
        return new BsonDocument("n", number(progress.next().value())).append("t", bytes(progress.token()));
    }
}
