package org.keyledger.ledger.hashchain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Bytes that grow: big-endian numbers, and byte strings behind their 32-bit length. */
final class LengthPrefixedWriter {

    private ByteBuffer buffer;

    LengthPrefixedWriter(int expected) {
        buffer = ByteBuffer.allocate(expected);
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

    /** Appends bytes that are length-prefixed already. */
    LengthPrefixedWriter raw(byte[] value) {
        ensureCapacity(value.length).put(value);
        return this;
    }

    byte[] toByteArray() {
        byte[] written = new byte[buffer.position()];
        buffer.flip().get(written);
        return written;
    }

    private ByteBuffer ensureCapacity(int more) {
        if (buffer.remaining() < more) {
            int wanted = Math.addExact(buffer.position(), more);
            buffer =
                    ByteBuffer.allocate(Math.max(wanted, 2 * buffer.capacity())).put(buffer.flip());
        }
        return buffer;
    }
}
