package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.StorePreconditions.requireValueSize;
import static org.keyledger.ledger.mongo.BsonFilters.ID;
import static org.keyledger.ledger.mongo.BsonFilters.ascending;
import static org.keyledger.ledger.mongo.BsonFilters.byId;
import static org.keyledger.ledger.mongo.BsonFilters.bytes;
import static org.keyledger.ledger.mongo.BsonFilters.greaterOrEqual;
import static org.keyledger.ledger.mongo.BsonFilters.greaterThan;
import static org.keyledger.ledger.mongo.BsonFilters.insertIfAbsent;
import static org.keyledger.ledger.mongo.BsonFilters.lessOrEqual;
import static org.keyledger.ledger.mongo.BsonFilters.lessThan;
import static org.keyledger.ledger.mongo.BsonFilters.number;
import static org.keyledger.ledger.mongo.BsonFilters.set;
import static org.keyledger.ledger.mongo.BsonFilters.string;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.keyledger.ledger.AtomicStore;

/**
 * Entries are documents {@code {_id: key, v: value, u: expiry}} and counters {@code {_id: key, n: count, u: expiry}}. Every
 * write of an entry waits for a majority, because a majority read must find it. A counter waits for the primary only, so an
 * election may lose its last increments.
 */
final class MongoAtomicStore implements AtomicStore {

    private static final String ENTRIES = "cells";
    private static final String COUNTERS = "counters";
    private static final String VALUE = "v";
    private static final String EXPIRY = "u";
    private static final String COUNT = "n";
    private static final Instant NO_EXPIRY = Instant.parse("9999-12-31T00:00:00Z");

    /** The server deletes documents this long after their expiry, so its clock may differ from the clock of this process. */
    private static final long EXPIRY_LEEWAY_HOURS = 24;

    private final CausalSessions sessions;
    private final MongoCollection<BsonDocument> entries;
    private final MongoCollection<BsonDocument> counters;
    private final Clock clock;

    private MongoAtomicStore(CausalSessions sessions, MongoDatabase database, Clock clock) {
        this.sessions = sessions;
        this.entries = database.getCollection(ENTRIES, BsonDocument.class);
        this.counters = database.getCollection(COUNTERS, BsonDocument.class).withWriteConcern(WriteConcern.W1);
        this.clock = clock;
    }

    /** Opens the store; creates the indexes that expire documents. */
    static MongoAtomicStore open(CausalSessions sessions, MongoDatabase database, Clock clock) {
        IndexOptions expiring = new IndexOptions().expireAfter(EXPIRY_LEEWAY_HOURS, TimeUnit.HOURS);
        sessions.run(session -> {
            database.getCollection(ENTRIES).createIndex(session, ascending(EXPIRY), expiring);
            database.getCollection(COUNTERS).createIndex(session, ascending(EXPIRY), expiring);
        });
        return new MongoAtomicStore(sessions, database, clock);
    }

    @Override
    public Optional<byte[]> get(String key) {
        return find(key).filter(this::isUnexpired).map(MongoAtomicStore::value);
    }

    @Override
    public List<String> keys(String prefix, String after, int limit) {
        BsonDocument ids = after.compareTo(prefix) < 0 ? greaterOrEqual(string(prefix)) : greaterThan(string(after));
        ids.putAll(lessThan(string(prefix + Character.toString(Character.MAX_CODE_POINT))));
        BsonDocument unexpired = new BsonDocument(ID, ids).append(EXPIRY, greaterThan(time(clock.instant())));
        return sessions.call(session -> entries.find(session, unexpired)
                .projection(new BsonDocument(ID, number(1)))
                .sort(ascending(ID))
                .limit(limit)
                .map(entry -> entry.getString(ID).getValue())
                .into(new ArrayList<>()));
    }

    @Override
    public byte[] putIfAbsent(String key, byte[] value, Durability durability) {
        requireValueSize(value);
        BoundedBackoff backoff = sessions.newBackoff("key of the atomic store");
        for (Optional<byte[]> present = get(key); ; present = get(key)) {
            if (present.isPresent()) {
                return present.get();
            }
            if (putIfFree(key, value, NO_EXPIRY)) {
                return value.clone();
            }
            backoff.pause();
        }
    }

    @Override
    public boolean acquireLease(String key, byte[] value, Duration lifetime) {
        requireValueSize(value);
        Instant expiry = clock.instant().plus(lifetime);
        return putIfFree(key, value, expiry) || replaceIfFromFastClock(key, value, expiry);
    }

    /** Replaces an entry that outlives the new one by more than the clock skew: the clock was ahead when it was written. */
    private boolean replaceIfFromFastClock(String key, byte[] value, Instant expiry) {
        return find(key)
                .filter(present -> isFromFastClock(
                        Instant.ofEpochMilli(present.getDateTime(EXPIRY).getValue()), expiry))
                .map(present -> {
                    BsonDocument unchanged = byId(key).append(EXPIRY, present.get(EXPIRY));
                    return sessions.call(session -> entries.replaceOne(session, unchanged, entry(key, value, expiry))
                                    .getMatchedCount()
                            == 1);
                })
                .orElse(false);
    }

    private static boolean isFromFastClock(Instant present, Instant expiry) {
        return present.isBefore(NO_EXPIRY) && present.isAfter(expiry.plus(MAX_CLOCK_SKEW));
    }

    /** Returns true if there was no entry or an expired one. */
    private boolean putIfFree(String key, byte[] value, Instant expiry) {
        BsonDocument entry = entry(key, value, expiry);
        return sessions.call(
                session -> entries.replaceOne(session, expired(key), entry).getMatchedCount() == 1
                        || insertIfAbsent(session, entries, entry));
    }

    @Override
    public boolean compareAndSet(String key, byte[] expected, byte[] value, Durability durability) {
        requireValueSize(value);
        BsonDocument present = unexpired(key).append(VALUE, bytes(expected));
        BsonDocument change = set(new BsonDocument(VALUE, bytes(value)));
        return sessions.call(
                session -> entries.updateOne(session, present, change).getMatchedCount() == 1);
    }

    @Override
    public boolean renewLease(String key, byte[] expected, byte[] value, Duration lifetime) {
        requireValueSize(value);
        BsonDocument renewed = new BsonDocument(VALUE, bytes(value))
                .append(EXPIRY, time(clock.instant().plus(lifetime)));
        return entries.updateOne(unexpired(key).append(VALUE, bytes(expected)), set(renewed))
                        .getMatchedCount()
                == 1;
    }

    @Override
    public boolean remove(String key, byte[] expected) {
        BsonDocument present = unexpired(key).append(VALUE, bytes(expected));
        return sessions.call(session -> entries.deleteOne(session, present).getDeletedCount() == 1);
    }

    @Override
    public long incrementAndGet(String key, Duration window) {
        return sessions.callUnordered(session -> increment(session, key, window));
    }

    private long increment(ClientSession session, String key, Duration window) {
        BsonDocument increment = new BsonDocument("$inc", new BsonDocument(COUNT, number(1L)));
        FindOneAndUpdateOptions returnAfter = new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER);
        BoundedBackoff backoff = sessions.newBackoff("counter");
        while (true) {
            BsonDocument counter = counters.findOneAndUpdate(session, unexpired(key), increment, returnAfter);
            if (counter != null) {
                return counter.getInt64(COUNT).getValue();
            }
            BsonDocument first = byId(key)
                    .append(COUNT, number(1L))
                    .append(EXPIRY, time(clock.instant().plus(window)));
            if (counters.replaceOne(session, expired(key), first).getMatchedCount() == 1
                    || insertIfAbsent(session, counters, first)) {
                return 1;
            }
            backoff.pause();
        }
    }

    private Optional<BsonDocument> find(String key) {
        return sessions.call(
                session -> Optional.ofNullable(entries.find(session, byId(key)).first()));
    }

    private BsonDocument unexpired(String key) {
        return byId(key).append(EXPIRY, greaterThan(time(clock.instant())));
    }

    private BsonDocument expired(String key) {
        return byId(key).append(EXPIRY, lessOrEqual(time(clock.instant())));
    }

    private boolean isUnexpired(BsonDocument entry) {
        return entry.getDateTime(EXPIRY).getValue() > clock.millis();
    }

    private static BsonDocument entry(String key, byte[] value, Instant expiry) {
        return byId(key).append(VALUE, bytes(value)).append(EXPIRY, time(expiry));
    }

    private static byte[] value(BsonDocument entry) {
        return entry.getBinary(VALUE).getData();
    }

    /** {@link MongoStorage} closes the client. */
    @Override
    public void close() {}
}
