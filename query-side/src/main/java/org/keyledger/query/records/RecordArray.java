package org.keyledger.query.records;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/**
 * Records of one size, in byte arrays that are never moved: growth copies no record. The number of a record is its slot.
 * The first byte of a record is not 0 while the record exists; a removed record is overwritten with zeros, and its slot
 * is used again. Only one thread may write; a reader must repeat its read if a write happened meanwhile.
 */
public final class RecordArray {

    private static final int CHUNK_BITS = 8;
    private static final int CHUNK_RECORDS = 1 << CHUNK_BITS;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    /** Bytes of an {@link Instant}: 40 bits of seconds, 30 bits of nanoseconds. */
    public static final int INSTANT_BYTES = 9;

    private static final long MAX_SECONDS = (1L << 39) - 1;
    private static final int LOW_NANO_BITS = 6;

    private final int recordBytes;
    private byte[][] chunks = {};
    private int[] free = {};
    private int freeCount;
    /** The number of slots that were ever used. */
    private int end;

    public RecordArray(int recordBytes) {
        this.recordBytes = recordBytes;
    }

    public int recordBytes() {
        return recordBytes;
    }

    public int end() {
        return end;
    }

    public int size() {
        return end - freeCount;
    }

    /** A slot with zeros; the record exists once its first byte is set. */
    public int allocate() {
        if (freeCount > 0) {
            return free[--freeCount];
        }
        var chunk = end >> CHUNK_BITS;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, Math.max(4, chunks.length * 2));
        }
        if ((end & (CHUNK_RECORDS - 1)) == 0) {
            chunks[chunk] = new byte[CHUNK_RECORDS * recordBytes];
        }
        return end++;
    }

    public void release(int slot) {
        var from = start(slot);
        Arrays.fill(chunk(slot), from, from + recordBytes, (byte) 0);
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, Math.max(16, free.length * 2));
        }
        free[freeCount++] = slot;
    }

    public boolean exists(int slot) {
        return getByte(slot, 0) != 0;
    }

    /** Adds a copy of the next record of this buffer and returns its slot. */
    public int copyFrom(ByteBuffer source) {
        var slot = allocate();
        source.get(chunk(slot), start(slot), recordBytes);
        return slot;
    }

    /** The array that contains this record, at {@link #start}. */
    public byte[] chunk(int slot) {
        return chunks[slot >> CHUNK_BITS];
    }

    public int start(int slot) {
        return (slot & (CHUNK_RECORDS - 1)) * recordBytes;
    }

    public byte getByte(int slot, int offset) {
        return chunk(slot)[start(slot) + offset];
    }

    public void putByte(int slot, int offset, int value) {
        chunk(slot)[start(slot) + offset] = (byte) value;
    }

    public int getShort(int slot, int offset) {
        return Short.toUnsignedInt((short) SHORT.get(chunk(slot), start(slot) + offset));
    }

    public void putShort(int slot, int offset, int value) {
        SHORT.set(chunk(slot), start(slot) + offset, (short) value);
    }

    public int getInt(int slot, int offset) {
        return (int) INT.get(chunk(slot), start(slot) + offset);
    }

    public void putInt(int slot, int offset, int value) {
        INT.set(chunk(slot), start(slot) + offset, value);
    }

    public long getLong(int slot, int offset) {
        return (long) LONG.get(chunk(slot), start(slot) + offset);
    }

    public void putLong(int slot, int offset, long value) {
        LONG.set(chunk(slot), start(slot) + offset, value);
    }

    /** A number of 48 bits, 0 or greater: a position, or milliseconds since 1970. */
    public long getUnsigned48(int slot, int offset) {
        return Integer.toUnsignedLong(getInt(slot, offset)) << 16 | getShort(slot, offset + Integer.BYTES);
    }

    public void putUnsigned48(int slot, int offset, long value) {
        putInt(slot, offset, (int) (value >> 16));
        putShort(slot, offset + Integer.BYTES, (int) value);
    }

    public UUID getUuid(int slot, int offset) {
        return new UUID(getLong(slot, offset), getLong(slot, offset + Long.BYTES));
    }

    public void putUuid(int slot, int offset, UUID id) {
        putLong(slot, offset, id.getMostSignificantBits());
        putLong(slot, offset + Long.BYTES, id.getLeastSignificantBits());
    }

    /** Exact to the nanosecond between the years -15450 and 19391. */
    public Instant getInstant(int slot, int offset) {
        var packed = getLong(slot, offset);
        var lowNanos = getByte(slot, offset + Long.BYTES);
        return Instant.ofEpochSecond(packed >> 24, ((packed & 0xFFFFFF) << LOW_NANO_BITS) | lowNanos);
    }

    public void putInstant(int slot, int offset, Instant time) {
        var seconds = Math.max(-MAX_SECONDS, Math.min(MAX_SECONDS, time.getEpochSecond()));
        putLong(slot, offset, seconds << 24 | time.getNano() >> LOW_NANO_BITS);
        putByte(slot, offset + Long.BYTES, time.getNano() & ((1 << LOW_NANO_BITS) - 1));
    }
}
