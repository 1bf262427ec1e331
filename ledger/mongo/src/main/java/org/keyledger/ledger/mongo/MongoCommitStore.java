package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.mongo.BsonFilters.ID;
import static org.keyledger.ledger.mongo.BsonFilters.ascending;
import static org.keyledger.ledger.mongo.BsonFilters.atLeast;
import static org.keyledger.ledger.mongo.BsonFilters.atMost;
import static org.keyledger.ledger.mongo.BsonFilters.descending;
import static org.keyledger.ledger.mongo.BsonFilters.number;
import static org.keyledger.ledger.mongo.BsonFilters.string;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.bulk.BulkWriteError;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.InsertManyOptions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.RawBsonDocument;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.append.CommitStore;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.append.InsertResult;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.hashchain.CommitCodec;

/**
 * The narrow door to MongoDB: one ordered insert that waits for a majority, and majority reads of the primary, which see
 * all that this process has seen or was told.
 */
final class MongoCommitStore implements CommitStore {

    /** MongoDB's limit of a document, 16 MB. */
    private static final int MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

    private static final int DUPLICATE_KEY = 11000;
    private static final int FAILED_VALIDATION = 121;
    private static final int TOO_LARGE = 10334;

    private final CausalSessions servers;
    private final MongoCollection<BsonDocument> commits;
    private final MongoCollection<RawBsonDocument> inserts;
    private final LedgerIdentity identity;
    private final FatalErrorHandler halt;

    /** @param halt called when a newer version has written here: this one must not go on */
    MongoCommitStore(CausalSessions servers, MongoDatabase database, LedgerIdentity identity, FatalErrorHandler halt) {
        this.servers = servers;
        this.commits = database.getCollection(LedgerSchema.COMMITS, BsonDocument.class);
        this.inserts = database.getCollection(LedgerSchema.COMMITS, RawBsonDocument.class);
        this.identity = identity;
        this.halt = halt;
    }

    @Override
    public LedgerIdentity identity() {
        return identity;
    }

    @Override
    public InsertResult insert(List<ChainedCommit> chained) {
        List<RawBsonDocument> documents = new ArrayList<>(chained.size());
        for (ChainedCommit commit : chained) {
            RawBsonDocument document = CommitDocumentCodec.encode(commit);
            if (document.getByteBuffer().remaining() > MAX_DOCUMENT_BYTES) {
                return insertBeforeTooLarge(documents);
            }
            documents.add(document);
        }
        return send(documents);
    }

    private InsertResult insertBeforeTooLarge(List<RawBsonDocument> fitting) {
        InsertResult result = fitting.isEmpty() ? new InsertResult.AllInserted() : send(fitting);
        return result instanceof InsertResult.AllInserted
                ? new InsertResult.Rejected(
                        fitting.size(), "more than 16 MB as a document: record fewer events at once")
                : result;
    }

    private InsertResult send(List<RawBsonDocument> documents) {
        try {
            return servers.call(session -> send(session, documents));
        } catch (RuntimeException e) {
            return new InsertResult.Unknown(e);
        }
    }

    private InsertResult send(ClientSession session, List<RawBsonDocument> documents) {
        try {
            inserts.insertMany(session, documents, new InsertManyOptions().ordered(true));
            return new InsertResult.AllInserted();
        } catch (MongoBulkWriteException e) {
            return toInsertResult(e);
        }
    }

    /** A write-concern error makes all unknown, also those before the one that was refused. */
    private static InsertResult toInsertResult(MongoBulkWriteException e) {
        if (e.getWriteConcernError() != null || e.getWriteErrors().size() != 1) {
            return new InsertResult.Unknown(e);
        }
        BulkWriteError error = e.getWriteErrors().get(0);
        return switch (error.getCode()) {
            case DUPLICATE_KEY -> new InsertResult.DuplicateKey(error.getIndex());
            case FAILED_VALIDATION, TOO_LARGE -> new InsertResult.Rejected(error.getIndex(), error.getMessage());
            default -> new InsertResult.Unknown(e);
        };
    }

    @Override
    public Optional<RecordedCommit> find(String key) {
        BsonDocument filter = new BsonDocument("k", string(key));
        return servers.call(session -> Optional.ofNullable(
                        commits.find(session, filter).limit(1).first()))
                .map(this::read);
    }

    /** Sequences are dense, so that the page is a range of the index and no more documents are read than it needs. */
    @Override
    public List<PositionedEvent> readEvents(String aggregate, long fromSequence, int atMost) {
        long end = Math.min(fromSequence, Long.MAX_VALUE - atMost) + atMost;
        BsonDocument range = new BsonDocument("a", string(aggregate))
                .append("s", atLeast(number(fromSequence)).append("$lt", number(end)));
        BsonDocument filter = new BsonDocument("e", new BsonDocument("$elemMatch", range));
        List<PositionedEvent> events = new ArrayList<>();
        servers.run(session -> commits.find(session, filter)
                .hint(LedgerSchema.HISTORY_INDEX)
                .forEach(found -> eventsOf(read(found), aggregate).stream()
                        .filter(it -> it.event().sequence() >= fromSequence
                                && it.event().sequence() < end)
                        .forEach(events::add)));
        events.sort(Comparator.comparingLong(it -> it.event().sequence()));
        return events;
    }

    @Override
    public Optional<Long> lastSequence(String aggregate) {
        BsonDocument filter = new BsonDocument("e.a", string(aggregate));
        return servers.call(session -> Optional.ofNullable(commits.find(session, filter)
                        .hint(LedgerSchema.HISTORY_INDEX)
                        .sort(descending(ID))
                        .limit(1)
                        .first()))
                .flatMap(found -> eventsOf(read(found), aggregate).stream()
                        .map(it -> it.event().sequence())
                        .max(Comparator.naturalOrder()));
    }

    private static List<PositionedEvent> eventsOf(RecordedCommit commit, String aggregate) {
        List<PositionedEvent> events = new ArrayList<>();
        Position position = commit.first();
        for (EventRecord entry : commit.commit().events()) {
            if (entry.aggregateId().equals(aggregate)) {
                events.add(new PositionedEvent(position, entry));
            }
            position = position.next();
        }
        return events;
    }

    /** One batch of at most 16 MB, and no cursor that stays open. */
    @Override
    public List<RecordedCommit> read(Position from, int atMost) {
        List<RecordedCommit> page = new ArrayList<>(atMost);
        BsonDocument filter = new BsonDocument(ID, atLeast(number(from.value())));
        servers.run(session -> commits.find(session, filter)
                .sort(ascending(ID))
                .limit(-atMost)
                .forEach(document -> page.add(read(document))));
        if (page.isEmpty() || from.isBefore(page.get(0).first())) {
            holder(from).ifPresent(holder -> page.add(0, holder));
        }
        return page.size() > atMost ? page.subList(0, atMost) : page;
    }

    /** The commit that begins before this position and reaches it. */
    private Optional<RecordedCommit> holder(Position position) {
        return first(new BsonDocument(ID, atMost(number(position.value()))), descending(ID))
                .filter(commit -> position.isBefore(commit.next()));
    }

    @Override
    public Optional<RecordedCommit> head() {
        return first(new BsonDocument(), descending(ID));
    }

    private Optional<RecordedCommit> first(BsonDocument filter, BsonDocument order) {
        return servers.call(session -> Optional.ofNullable(
                        commits.find(session, filter).sort(order).limit(1).first()))
                .map(this::read);
    }

    private RecordedCommit read(BsonDocument document) {
        int format = CommitDocumentCodec.format(document);
        if (format > CommitCodec.FORMAT) {
            String why = "the commit at " + document.get(ID) + " is of format " + format + ", this version knows "
                    + CommitCodec.FORMAT + ": a newer version writes here, start that one";
            halt.halt(why);
            throw new StorageOpenException(why);
        }
        return CommitDocumentCodec.decode(document);
    }

    /** The connection belongs to the home. */
    @Override
    public void close() {}
}
