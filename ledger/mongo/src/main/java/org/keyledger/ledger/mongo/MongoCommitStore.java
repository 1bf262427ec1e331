package org.keyledger.ledger.mongo;

import static org.keyledger.ledger.mongo.BsonFilters.ID;
import static org.keyledger.ledger.mongo.BsonFilters.ascending;
import static org.keyledger.ledger.mongo.BsonFilters.descending;
import static org.keyledger.ledger.mongo.BsonFilters.greaterOrEqual;
import static org.keyledger.ledger.mongo.BsonFilters.lessOrEqual;
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
import org.bson.codecs.BsonDocumentCodec;
import org.keyledger.ledger.AppendRejectedException.InvalidCommitException;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.Reservations;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.append.AtomicStoreReservations;
import org.keyledger.ledger.append.CommitPage;
import org.keyledger.ledger.append.CommitStore;
import org.keyledger.ledger.append.FatalErrorHandler;
import org.keyledger.ledger.append.InsertResult;
import org.keyledger.ledger.hashchain.CommitCodec;

/** The commits in one collection. A batch is one ordered insert that waits for a majority; reads are majority reads. */
final class MongoCommitStore implements CommitStore {

    /** The maximum size of a document in MongoDB. */
    private static final int MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

    private static final int DUPLICATE_KEY = 11000;
    private static final int FAILED_VALIDATION = 121;
    private static final int TOO_LARGE = 10334;
    private static final BsonDocumentCodec DOCUMENT_CODEC = new BsonDocumentCodec();

    private final CausalSessions sessions;
    private final MongoCollection<RawBsonDocument> commits;
    private final LedgerIdentity identity;
    private final AtomicStoreReservations reservations;
    private final FatalErrorHandler fatalErrorHandler;

    /**
     * @param atomicStore keeps the reservations
     * @param fatalErrorHandler called when a commit has a newer format, which this version must not continue
     */
    MongoCommitStore(
            CausalSessions sessions,
            MongoDatabase database,
            LedgerIdentity identity,
            AtomicStore atomicStore,
            FatalErrorHandler fatalErrorHandler) {
        this.sessions = sessions;
        this.commits = database.getCollection(LedgerSchema.COMMITS, RawBsonDocument.class);
        this.identity = identity;
        this.reservations = new AtomicStoreReservations(atomicStore);
        this.fatalErrorHandler = fatalErrorHandler;
    }

    @Override
    public LedgerIdentity identity() {
        return identity;
    }

    @Override
    public Reservations reservations() {
        return reservations;
    }

    /** A transaction of both collections would be aborted by a conflict with any of its commits. */
    @Override
    public void reserve(List<Reservation> reserved) {
        reservations.reserve(reserved);
    }

    @Override
    public InsertResult insert(List<Insertion> insertions) {
        List<RawBsonDocument> documents = new ArrayList<>(insertions.size());
        for (Insertion insertion : insertions) {
            RawBsonDocument document = CommitDocumentCodec.encode(insertion.chained());
            if (size(document) > MAX_DOCUMENT_BYTES) {
                return insertBeforeTooLarge(documents);
            }
            documents.add(document);
        }
        return send(documents);
    }

    private InsertResult insertBeforeTooLarge(List<RawBsonDocument> documents) {
        InsertResult result = documents.isEmpty() ? new InsertResult.AllInserted() : send(documents);
        return result instanceof InsertResult.AllInserted
                ? new InsertResult.Rejected(
                        documents.size(),
                        new InvalidCommitException(
                                "a commit must be at most 16 MB as a BSON document: append fewer events"))
                : result;
    }

    private InsertResult send(List<RawBsonDocument> documents) {
        try {
            return sessions.call(session -> send(session, documents));
        } catch (RuntimeException e) {
            return new InsertResult.Unknown(e);
        }
    }

    private InsertResult send(ClientSession session, List<RawBsonDocument> documents) {
        try {
            commits.insertMany(session, documents, new InsertManyOptions().ordered(true));
            return new InsertResult.AllInserted();
        } catch (MongoBulkWriteException e) {
            return toInsertResult(e);
        }
    }

    /** After a write concern error every outcome is unknown, even before the commit that was rejected. */
    private static InsertResult toInsertResult(MongoBulkWriteException e) {
        if (e.getWriteConcernError() != null || e.getWriteErrors().size() != 1) {
            return new InsertResult.Unknown(e);
        }
        BulkWriteError error = e.getWriteErrors().get(0);
        return switch (error.getCode()) {
            case DUPLICATE_KEY -> new InsertResult.DuplicateKey(error.getIndex());
            case FAILED_VALIDATION, TOO_LARGE ->
                new InsertResult.Rejected(error.getIndex(), new InvalidCommitException(error.getMessage()));
            default -> new InsertResult.Unknown(e);
        };
    }

    @Override
    public Optional<RecordedCommit> find(String commitId) {
        BsonDocument filter = new BsonDocument("k", string(commitId));
        return sessions.call(session -> Optional.ofNullable(
                        commits.find(session, filter).limit(1).first()))
                .map(this::decode);
    }

    /** Sequences have no gaps, so the query is a range of the index and reads only the documents that it returns. */
    @Override
    public List<PositionedEvent> readEvents(String aggregateId, long fromSequence, int maxEvents) {
        long end = Math.min(fromSequence, Long.MAX_VALUE - maxEvents) + maxEvents;
        BsonDocument range = new BsonDocument("a", string(aggregateId))
                .append("s", greaterOrEqual(number(fromSequence)).append("$lt", number(end)));
        BsonDocument filter = new BsonDocument("e", new BsonDocument("$elemMatch", range));
        List<PositionedEvent> events = new ArrayList<>();
        sessions.run(session -> commits.find(session, filter)
                .hint(LedgerSchema.HISTORY_INDEX)
                .forEach(document -> eventsOf(decode(document), aggregateId).stream()
                        .filter(it -> it.event().sequence() >= fromSequence
                                && it.event().sequence() < end)
                        .forEach(events::add)));
        events.sort(Comparator.comparingLong(it -> it.event().sequence()));
        return events;
    }

    @Override
    public Optional<Long> lastSequence(String aggregateId) {
        BsonDocument filter = new BsonDocument("e.a", string(aggregateId));
        return sessions.call(session -> Optional.ofNullable(commits.find(session, filter)
                        .hint(LedgerSchema.HISTORY_INDEX)
                        .sort(descending(ID))
                        .limit(1)
                        .first()))
                .flatMap(document -> eventsOf(decode(document), aggregateId).stream()
                        .map(it -> it.event().sequence())
                        .max(Comparator.naturalOrder()));
    }

    private static List<PositionedEvent> eventsOf(RecordedCommit commit, String aggregateId) {
        List<PositionedEvent> events = new ArrayList<>();
        Position position = commit.first();
        for (EventRecord event : commit.commit().events()) {
            if (event.aggregateId().equals(aggregateId)) {
                events.add(new PositionedEvent(position, event, commit.commit()));
            }
            position = position.next();
        }
        return events;
    }

    /** A single batch, which the server bounds to 16 MB, so that no cursor stays open. */
    @Override
    public List<RecordedCommit> read(Position from, int maxCommits) {
        BsonDocument filter = new BsonDocument(ID, greaterOrEqual(number(from.value())));
        List<RawBsonDocument> documents = sessions.call(session -> commits.find(session, filter)
                .sort(ascending(ID))
                .limit(-maxCommits)
                .into(new ArrayList<>()));
        CommitPage page = new CommitPage(from, maxCommits);
        if (documents.isEmpty() || documents.get(0).getInt64(ID).getValue() > from.value()) {
            BsonDocument before = new BsonDocument(ID, lessOrEqual(number(from.value())));
            first(before, descending(ID)).ifPresent(document -> page.add(decode(document), size(document)));
        }
        for (int i = 0; i < documents.size() && !page.isFull(); i++) {
            page.add(decode(documents.get(i)), size(documents.get(i)));
        }
        return page.commits();
    }

    @Override
    public Optional<RecordedCommit> head() {
        return first(new BsonDocument(), descending(ID)).map(this::decode);
    }

    private Optional<RawBsonDocument> first(BsonDocument filter, BsonDocument order) {
        return sessions.call(session -> Optional.ofNullable(
                commits.find(session, filter).sort(order).limit(1).first()));
    }

    private static int size(RawBsonDocument document) {
        return document.getByteBuffer().remaining();
    }

    private RecordedCommit decode(RawBsonDocument raw) {
        BsonDocument document = raw.decode(DOCUMENT_CODEC);
        int format = CommitDocumentCodec.format(document);
        if (format > CommitCodec.FORMAT) {
            String problem = "the commit at position " + document.get(ID) + " has format " + format
                    + ", this version supports up to " + CommitCodec.FORMAT
                    + ": a newer version writes to this database, start that version";
            fatalErrorHandler.halt(problem);
            throw new StorageOpenException(problem);
        }
        return CommitDocumentCodec.decode(document);
    }

    /** The lease of a node can end while it runs, and another node then writes. */
    @Override
    public boolean isExclusive() {
        return false;
    }

    /** {@link MongoStorage} closes the client. */
    @Override
    public void close() {}
}
