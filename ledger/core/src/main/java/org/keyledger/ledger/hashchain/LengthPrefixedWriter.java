package org.keyledger.ledger.hashchain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** A growing byte buffer: big-endian numbers, and byte strings after their 32-bit length. */
final class LengthPrefixedWriter {

    private ByteBuffer buffer;

    LengthPrefixedWriter(int expectedBytes) {
        buffer = ByteBuffer.allocate(expectedBytes);
    }

    LengthPrefixedWriter number(byte value) {
        ensureCapacity(Byte.BYTES).put(value);
        return this;
    }

    LengthPrefixedWriter number(int value) {
        ensureCapacity(Integer.BYTES).putInt(value);
        return this;
    }

    LengthPrefixedWriter number(long value) {
        ensureCapacity(Long.BYTES).putLong(value);
        return this;
    }

    LengthPrefixedWriter text(String value) {
        return bytes(value.getBytes(UTF_8));
    }

    LengthPrefixedWriter bytes(byte[] value) {
        ensureCapacity(Integer.BYTES + value.length).putInt(value.length).put(value);
        return this;
    }

    /** Appends bytes that already have their length prefix. */
    LengthPrefixedWriter raw(byte[] value) {
        ensureCapacity(value.length).put(value);
        return this;
    }

    byte[] toByteArray() {
        byte[] written = new byte[buffer.position()];
        buffer.flip().get(written);
        return written;
    }

    private ByteBuffer ensureCapacity(int bytes) {
        if (buffer.remaining() < bytes) {
            int required = Math.addExact(buffer.position(), bytes);
            buffer = ByteBuffer.allocate(Math.max(required, 2 * buffer.capacity()))
                    .put(buffer.flip());
        }
        return buffer;
    }
}
