package org.keyledger.ledger.hashchain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;

/**
 * The one spelling of a commit in bytes, the same on every store: what the chain hashes and what an export holds.
 *
 * <p>Big-endian; a text or byte string stands behind its 32-bit length, texts in UTF-8, times in milliseconds since 1970:
 *
 * <pre>
 * u8 format = 1 | i64 first position | i32 events | key | writer | i64 greatest time so far
 * for each event:
 *   aggregate | aggregate type | i64 sequence | id | name | i32 revision | i64 time | payload | metadata
 * </pre>
 */
public final class CommitCodec {

    /** The newest format that this version reads, and the one that it writes. */
    public static final byte FORMAT = 1;

    private static final int HEADER_BYTES = 128;
    private static final int EVENT_OVERHEAD_BYTES = 256;

    private CommitCodec() {}

    /** The part that does not depend on the commit's place. */
    public static byte[] encodeEvents(List<EventRecord> entries) {
        int size = 0;
        for (EventRecord entry : entries) {
            size = Math.addExact(
                    size, Math.addExact(EVENT_OVERHEAD_BYTES, entry.payload().length + entry.metadata().length));
        }
        LengthPrefixedWriter output = new LengthPrefixedWriter(size);
        entries.forEach(entry -> writeEvent(output, entry));
        return output.toByteArray();
    }

    private static void writeEvent(LengthPrefixedWriter output, EventRecord entry) {
        output.text(entry.aggregateId())
                .text(entry.aggregateType())
                .number(entry.sequence())
                .text(entry.id())
                .text(entry.eventType())
                .number(entry.revision())
                .number(entry.time().toEpochMilli())
                .bytes(entry.payload())
                .bytes(entry.metadata());
    }

    /** The whole, at its place. */
    static byte[] encode(Position first, Commit commit, String writer, Instant latest, byte[] events) {
        return new LengthPrefixedWriter(HEADER_BYTES + events.length)
                .number(FORMAT)
                .number(first.value())
                .number(commit.events().size())
                .text(commit.commitId())
                .text(writer)
                .number(latest.toEpochMilli())
                .raw(events)
                .toByteArray();
    }

    static byte[] encode(RecordedCommit commit) {
        return encode(
                commit.first(),
                commit.commit(),
                commit.writer(),
                commit.maxEventTime(),
                encodeEvents(commit.commit().events()));
    }

    /**
     * Reads a commit back; the hashes are taken as they are.
     *
     * @throws CommitFormatException if these are not the bytes of one commit, or of a newer format
     */
    public static RecordedCommit decode(byte[] canonical, Hash previous, Hash hash) {
        ByteBuffer input = ByteBuffer.wrap(canonical);
        try {
            byte format = input.get();
            if (format != FORMAT) {
                throw new CommitFormatException("commit of format " + format + ", this version knows " + FORMAT);
            }
            Position first = new Position(input.getLong());
            int events = input.getInt();
            String key = text(input);
            String writer = text(input);
            Instant latest = Instant.ofEpochMilli(input.getLong());
            Commit commit = new Commit(key, readEvents(input, events));
            if (input.hasRemaining()) {
                throw new CommitFormatException(input.remaining() + " bytes too many in the commit at " + first);
            }
            return new RecordedCommit(first, commit, writer, latest, previous, hash);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new CommitFormatException("a damaged commit", e);
        }
    }

    private static List<EventRecord> readEvents(ByteBuffer input, int events) {
        List<EventRecord> entries = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            entries.add(new EventRecord(
                    text(input),
                    text(input),
                    input.getLong(),
                    text(input),
                    text(input),
                    input.getInt(),
                    Instant.ofEpochMilli(input.getLong()),
                    bytes(input),
                    bytes(input)));
        }
        return entries;
    }

    private static String text(ByteBuffer input) {
        int length = length(input);
        String text = new String(input.array(), input.position(), length, UTF_8);
        input.position(input.position() + length);
        return text;
    }

    private static byte[] bytes(ByteBuffer input) {
        byte[] bytes = new byte[length(input)];
        input.get(bytes);
        return bytes;
    }

    private static int length(ByteBuffer input) {
        int length = input.getInt();
        if (length < 0 || length > input.remaining()) {
            throw new BufferUnderflowException();
        }
        return length;
    }
}
