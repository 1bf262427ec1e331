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
 * The canonical bytes of a commit, the same on every store: what the chain hashes and what an export contains.
 *
 * <p>Big-endian; a text or byte string follows its 32-bit length, text is UTF-8, times are milliseconds since 1970:
 *
 * <pre>
 * u8 format = 1 | i64 first position | i32 events | commit id | writer | i64 greatest event time so far | metadata
 * for each event:
 *   aggregate id | aggregate type | i64 sequence | id | event type | i32 revision | i64 time | payload
 * </pre>
 */
public final class CommitCodec {

    /** The newest format that this version reads; it writes this one. */
    public static final byte FORMAT = 1;

    private static final int HEADER_NUMBERS_BYTES = 1 + 2 * Long.BYTES + Integer.BYTES;
    private static final int EVENT_NUMBERS_BYTES = 2 * Long.BYTES + Integer.BYTES;

    private CommitCodec() {}

    /** The part that does not depend on the position of the commit. */
    public static byte[] encodeContent(Commit commit) {
        int size = sizeOf(commit.metadata());
        for (EventRecord event : commit.events()) {
            size += sizeOf(event);
        }
        ByteBuffer output = ByteBuffer.allocate(size);
        writeBytes(output, commit.metadata());
        for (EventRecord event : commit.events()) {
            writeText(output, event.aggregateId());
            writeText(output, event.aggregateType());
            output.putLong(event.sequence());
            writeText(output, event.id());
            writeText(output, event.eventType());
            output.putInt(event.revision());
            output.putLong(event.time().toEpochMilli());
            writeBytes(output, event.payload());
        }
        return output.array();
    }

    /** The whole commit at its position; {@code encodedContent} is {@link #encodeContent} of it. */
    static byte[] encode(Position first, Commit commit, String writer, Instant maxEventTime, byte[] encodedContent) {
        int headerSize = HEADER_NUMBERS_BYTES + sizeOf(commit.commitId()) + sizeOf(writer);
        ByteBuffer output = ByteBuffer.allocate(headerSize + encodedContent.length);
        output.put(FORMAT);
        output.putLong(first.value());
        output.putInt(commit.events().size());
        writeText(output, commit.commitId());
        writeText(output, writer);
        output.putLong(maxEventTime.toEpochMilli());
        output.put(encodedContent);
        return output.array();
    }

    static byte[] encode(RecordedCommit commit) {
        return encode(
                commit.first(),
                commit.commit(),
                commit.writer(),
                commit.maxEventTime(),
                encodeContent(commit.commit()));
    }

    private static int sizeOf(EventRecord event) {
        return EVENT_NUMBERS_BYTES
                + sizeOf(event.aggregateId())
                + sizeOf(event.aggregateType())
                + sizeOf(event.id())
                + sizeOf(event.eventType())
                + sizeOf(event.payload());
    }

    private static int sizeOf(String text) {
        return sizeOf(text.getBytes(UTF_8));
    }

    private static int sizeOf(byte[] bytes) {
        return Integer.BYTES + bytes.length;
    }

    private static void writeText(ByteBuffer output, String text) {
        writeBytes(output, text.getBytes(UTF_8));
    }

    private static void writeBytes(ByteBuffer output, byte[] bytes) {
        output.putInt(bytes.length);
        output.put(bytes);
    }

    /**
     * Decodes a commit; the hashes are not verified.
     *
     * @throws CommitFormatException if the bytes are not one commit, or of a newer format
     */
    public static RecordedCommit decode(byte[] canonical, Hash previous, Hash hash) {
        ByteBuffer input = ByteBuffer.wrap(canonical);
        try {
            byte format = input.get();
            if (format != FORMAT) {
                throw new CommitFormatException(
                        "the commit has format " + format + ", this version reads format " + FORMAT);
            }
            Position first = new Position(input.getLong());
            int eventCount = input.getInt();
            String commitId = text(input);
            String writer = text(input);
            Instant maxEventTime = Instant.ofEpochMilli(input.getLong());
            Commit commit = new Commit(commitId, bytes(input), readEvents(input, eventCount));
            if (input.hasRemaining()) {
                throw new CommitFormatException(
                        input.remaining() + " surplus bytes in the commit at position " + first);
            }
            return new RecordedCommit(first, commit, writer, maxEventTime, previous, hash);
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new CommitFormatException("damaged commit", e);
        }
    }

    private static List<EventRecord> readEvents(ByteBuffer input, int eventCount) {
        List<EventRecord> events = new ArrayList<>();
        for (int i = 0; i < eventCount; i++) {
            events.add(new EventRecord(
                    text(input),
                    text(input),
                    input.getLong(),
                    text(input),
                    text(input),
                    input.getInt(),
                    Instant.ofEpochMilli(input.getLong()),
                    bytes(input)));
        }
        return events;
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
