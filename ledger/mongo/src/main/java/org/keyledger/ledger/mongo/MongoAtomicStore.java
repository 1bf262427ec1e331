package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.mongo.BsonFilters.above;
import static org.keyledger.ledger.mongo.BsonFilters.ascending;
import static org.keyledger.ledger.mongo.BsonFilters.atMost;
import static org.keyledger.ledger.mongo.BsonFilters.byId;
import static org.keyledger.ledger.mongo.BsonFilters.bytes;
import static org.keyledger.ledger.mongo.BsonFilters.insertIfAbsent;
import static org.keyledger.ledger.mongo.BsonFilters.number;
import static org.keyledger.ledger.mongo.BsonFilters.set;
import static org.keyledger.ledger.mongo.BsonFilters.time;

import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.ReturnDocument;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.keyledger.ledger.AtomicStore;

/**
 * Cells and counters as documents {@code {_id: key, v: value, u: until}}. Every cell is written with a majority, since it
 * is read from one; a counter waits for the primary alone, and an election may forget what it counted last.
 */
final class MongoAtomicStore implements AtomicStore {

    private static final int MAX_VALUE_BYTES = 4096;
    private static final String VALUE = "v";
    private static final String UNTIL = "u";
    private static final String COUNTED = "n";
    private static final Instant NO_EXPIRY = Instant.parse("9999-12-31T00:00:00Z");

    /** The server throws away what expired this long ago, so that its clock may differ from ours. */
    private static final long EXPIRY_LEEWAY_HOURS = 24;

    private final CausalSessions servers;
    private final MongoCollection<BsonDocument> cells;
    private final MongoCollection<BsonDocument> counters;
    private final Clock clock;

    private MongoAtomicStore(
            CausalSessions servers,
            MongoCollection<BsonDocument> cells,
            MongoCollection<BsonDocument> counters,
            Clock clock) {
        this.servers = servers;
        this.cells = cells;
        this.counters = counters;
        this.clock = clock;
    }

    static MongoAtomicStore open(CausalSessions servers, MongoDatabase database, Clock clock) {
        MongoCollection<BsonDocument> cells = database.getCollection("cells", BsonDocument.class);
        MongoCollection<BsonDocument> counters = database.getCollection("counters", BsonDocument.class);
        IndexOptions expiring = new IndexOptions().expireAfter(EXPIRY_LEEWAY_HOURS, TimeUnit.HOURS);
        servers.run(session -> {
            cells.createIndex(session, ascending(UNTIL), expiring);
            counters.createIndex(session, ascending(UNTIL), expiring);
        });
        return new MongoAtomicStore(servers, cells, counters.withWriteConcern(WriteConcern.W1), clock);
    }

    @Override
    public Optional<byte[]> get(String key) {
        return found(key).filter(this::isLive).map(MongoAtomicStore::value);
    }

    @Override
    public byte[] putIfAbsent(String key, byte[] value, Durability durability) {
        requireMaxSize(value);
        BoundedBackoff retries = new BoundedBackoff("cell");
        for (Optional<byte[]> held = get(key); ; held = get(key)) {
            if (held.isPresent()) {
                return held.get();
            }
            if (putIfFree(key, value, NO_EXPIRY)) {
                return value.clone();
            }
            retries.pause();
        }
    }

    @Override
    public boolean acquireLease(String key, byte[] value, Duration lifetime) {
        requireMaxSize(value);
        Instant until = clock.instant().plus(lifetime);
        return putIfFree(key, value, until) || replaceIfFromLater(key, value, until);
    }

    /** True if a clock that was set back had made it. */
    private boolean replaceIfFromLater(String key, byte[] value, Instant until) {
        return found(key)
                .filter(held ->
                        isFromLater(Instant.ofEpochMilli(held.getDateTime(UNTIL).getValue()), until))
                .map(held -> servers.call(session ->
                        cells.replaceOne(session, byId(key).append(UNTIL, held.get(UNTIL)), cell(key, value, until))
                                        .getMatchedCount()
                                == 1))
                .orElse(false);
    }

    private static boolean isFromLater(Instant held, Instant until) {
        return held.isBefore(NO_EXPIRY) && held.isAfter(until.plus(MAX_CLOCK_SKEW));
    }

    /** True if the cell was free, or held by something whose time is over. */
    private boolean putIfFree(String key, byte[] value, Instant until) {
        BsonDocument cell = cell(key, value, until);
        return servers.call(
                session -> cells.replaceOne(session, expired(key), cell).getMatchedCount() == 1
                        || insertIfAbsent(session, cells, cell));
    }

    @Override
    public boolean compareAndSet(String key, byte[] expected, byte[] value, Durability durability) {
        requireMaxSize(value);
        BsonDocument held = live(key).append(VALUE, bytes(expected));
        BsonDocument change = set(new BsonDocument(VALUE, bytes(value)));
        return servers.call(session -> cells.updateOne(session, held, change).getMatchedCount() == 1);
    }

    @Override
    public boolean renewLease(String key, byte[] expected, byte[] value, Duration lifetime) {
        requireMaxSize(value);
        BsonDocument renewed = new BsonDocument(VALUE, bytes(value))
                .append(UNTIL, time(clock.instant().plus(lifetime)));
        return cells.updateOne(live(key).append(VALUE, bytes(expected)), set(renewed))
                        .getMatchedCount()
                == 1;
    }

    @Override
    public boolean remove(String key, byte[] expected) {
        BsonDocument held = live(key).append(VALUE, bytes(expected));
        return servers.call(session -> cells.deleteOne(session, held).getDeletedCount() == 1);
    }

    @Override
    public long incrementAndGet(String key, Duration window) {
        return servers.callUnordered(session -> count(session, key, window));
    }

    private long count(ClientSession session, String key, Duration window) {
        BsonDocument one = new BsonDocument("$inc", new BsonDocument(COUNTED, number(1L)));
        FindOneAndUpdateOptions after = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
        BoundedBackoff retries = new BoundedBackoff("counter");
        while (true) {
            BsonDocument counted = counters.findOneAndUpdate(session, live(key), one, after);
            if (counted != null) {
                return counted.getInt64(COUNTED).getValue();
            }
            BsonDocument first = byId(key)
                    .append(COUNTED, number(1L))
                    .append(UNTIL, time(clock.instant().plus(window)));
            if (counters.replaceOne(session, expired(key), first).getMatchedCount() == 1
                    || insertIfAbsent(session, counters, first)) {
                return 1;
            }
            retries.pause();
        }
    }

    private Optional<BsonDocument> found(String key) {
        return servers.call(
                session -> Optional.ofNullable(cells.find(session, byId(key)).first()));
    }

    private BsonDocument live(String key) {
        return byId(key).append(UNTIL, above(time(clock.instant())));
    }

    private BsonDocument expired(String key) {
        return byId(key).append(UNTIL, atMost(time(clock.instant())));
    }

    private boolean isLive(BsonDocument cell) {
        return cell.getDateTime(UNTIL).getValue() > clock.millis();
    }

    private static BsonDocument cell(String key, byte[] value, Instant until) {
        return byId(key).append(VALUE, bytes(value)).append(UNTIL, time(until));
    }

    private static byte[] value(BsonDocument cell) {
        return cell.getBinary(VALUE).getData();
    }

    private static void requireMaxSize(byte[] value) {
        if (value.length > MAX_VALUE_BYTES) {
            throw new IllegalArgumentException("a cell holds 4 KB at most, not " + value.length + " bytes");
        }
    }

    /** The connection belongs to the home. */
    @Override
    public void close() {}
}
