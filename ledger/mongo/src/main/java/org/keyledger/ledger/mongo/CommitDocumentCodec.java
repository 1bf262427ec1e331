package org.keyledger.ledger.mongo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonBinary;
import org.bson.BsonBinaryWriter;
import org.bson.BsonDocument;
import org.bson.BsonInvalidOperationException;
import org.bson.BsonValue;
import org.bson.RawBsonDocument;
import org.bson.io.BasicOutputBuffer;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.hashchain.ChainedCommit;
import org.keyledger.ledger.hashchain.CommitCodec;
import org.keyledger.ledger.hashchain.CommitFormatException;

/**
 * Encodes a commit as a document. The hash is computed from the canonical bytes of the same fields, not from the document.
 *
 * <pre>
 * { _id: i64 position of the first event, v: i32 format, n: i32 number of events, k: commit id, w: writer,
 *   x: greatest event time so far, ph: hash of the previous commit, h: hash, m: metadata,
 *   e: [ { a: aggregate id, t: aggregate type, s: i64 sequence, i: event id, y: event type, r: i32 revision, ts: time,
 *          d: payload } ] }
 * </pre>
 */
final class CommitDocumentCodec {

    private static final int OVERHEAD_BYTES = 512;

    private CommitDocumentCodec() {}

    static RawBsonDocument encode(ChainedCommit chained) {
        RecordedCommit commit = chained.commit();
        BasicOutputBuffer buffer = new BasicOutputBuffer(chained.canonical().length + OVERHEAD_BYTES);
        try (BsonBinaryWriter output = new BsonBinaryWriter(buffer)) {
            output.writeStartDocument();
            output.writeInt64("_id", commit.first().value());
            output.writeInt32("v", CommitCodec.FORMAT);
            output.writeInt32("n", commit.commit().events().size());
            output.writeString("k", commit.commit().commitId());
            output.writeString("w", commit.writer());
            output.writeDateTime("x", commit.maxEventTime().toEpochMilli());
            output.writeBinaryData("ph", new BsonBinary(commit.previousHash().bytes()));
            output.writeBinaryData("h", new BsonBinary(commit.hash().bytes()));
            output.writeBinaryData("m", new BsonBinary(commit.commit().metadata()));
            output.writeStartArray("e");
            commit.commit().events().forEach(event -> write(output, event));
            output.writeEndArray();
            output.writeEndDocument();
            return new RawBsonDocument(buffer.toByteArray());
        }
    }

    private static void write(BsonBinaryWriter output, EventRecord event) {
        output.writeStartDocument();
        output.writeString("a", event.aggregateId());
        output.writeString("t", event.aggregateType());
        output.writeInt64("s", event.sequence());
        output.writeString("i", event.id());
        output.writeString("y", event.eventType());
        output.writeInt32("r", event.revision());
        output.writeDateTime("ts", event.time().toEpochMilli());
        output.writeBinaryData("d", new BsonBinary(event.payload()));
        output.writeEndDocument();
    }

    /** Returns the format version; 0 if there is none. */
    static int format(BsonDocument document) {
        return document.isInt32("v") ? document.getInt32("v").getValue() : 0;
    }

    /** @throws CommitFormatException if a field is missing or has another type */
    static RecordedCommit decode(BsonDocument document) {
        try {
            Commit commit = new Commit(document.getString("k").getValue(), bytes(document, "m"), readEvents(document));
            if (document.getInt32("n").getValue() != commit.events().size()) {
                throw new CommitFormatException(
                        "the commit at position " + document.get("_id") + " does not have all of its events");
            }
            return new RecordedCommit(
                    new Position(document.getInt64("_id").getValue()),
                    commit,
                    document.getString("w").getValue(),
                    time(document, "x"),
                    Hash.of(bytes(document, "ph")),
                    Hash.of(bytes(document, "h")));
        } catch (BsonInvalidOperationException | IllegalArgumentException e) {
            throw new CommitFormatException("the commit at position " + document.get("_id") + " is damaged", e);
        }
    }

    private static List<EventRecord> readEvents(BsonDocument document) {
        List<EventRecord> events = new ArrayList<>();
        for (BsonValue value : document.getArray("e")) {
            BsonDocument event = value.asDocument();
            events.add(new EventRecord(
                    event.getString("a").getValue(),
                    event.getString("t").getValue(),
                    event.getInt64("s").getValue(),
                    event.getString("i").getValue(),
                    event.getString("y").getValue(),
                    event.getInt32("r").getValue(),
                    time(event, "ts"),
                    bytes(event, "d")));
        }
        return events;
    }

    private static Instant time(BsonDocument document, String field) {
        return Instant.ofEpochMilli(document.getDateTime(field).getValue());
    }

    private static byte[] bytes(BsonDocument document, String field) {
        return document.getBinary(field).getData();
    }
}
