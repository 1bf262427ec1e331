package org.keyledger.ledger.hashchain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    private static final int INITIAL_BYTES = 1024;

    private CommitCodec() {}

    /** The part that does not depend on the position of the commit. */
    public static byte[] encodeContent(Commit commit) {
        return toBytes(output -> {
            writeBytes(output, commit.metadata());
            for (EventRecord event : commit.events()) {
                writeText(output, event.aggregateId());
                writeText(output, event.aggregateType());
                output.writeLong(event.sequence());
                writeText(output, event.id());
                writeText(output, event.eventType());
                output.writeInt(event.revision());
                output.writeLong(event.time().toEpochMilli());
                writeBytes(output, event.payload());
            }
        });
    }

    /** The whole commit at its position; {@code encodedContent} is {@link #encodeContent} of it. */
    static byte[] encode(Position first, Commit commit, String writer, Instant maxEventTime, byte[] encodedContent) {
        return toBytes(output -> {
            output.writeByte(FORMAT);
            output.writeLong(first.value());
            output.writeInt(commit.events().size());
            writeText(output, commit.commitId());
            writeText(output, writer);
            output.writeLong(maxEventTime.toEpochMilli());
            output.write(encodedContent);
        });
    }

    static byte[] encode(RecordedCommit commit) {
        return encode(
                commit.first(),
                commit.commit(),
                commit.writer(),
                commit.maxEventTime(),
                encodeContent(commit.commit()));
    }

    @FunctionalInterface
    private interface Content {

        void writeTo(DataOutputStream output) throws IOException;
    }

    private static byte[] toBytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
        try {
            content.writeTo(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeText(DataOutputStream output, String text) throws IOException {
        writeBytes(output, text.getBytes(UTF_8));
    }

    private static void writeBytes(DataOutputStream output, byte[] bytes) throws IOException {
        output.writeInt(bytes.length);
        output.write(bytes);
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
