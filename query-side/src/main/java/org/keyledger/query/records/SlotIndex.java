package org.keyledger.query.records;

/**
 * Finds the slots of a {@link RecordArray} by a key of 16 bytes that the records contain: open addressing with linear
 * probing in one array, 5 to 6 bytes a record. An entry is the number of the slot, and bits of the key's hash in what
 * remains of 32 bits, so that a search reads hardly any record but the one that it finds. Only one thread may write; a
 * reader must repeat its read if a write happened meanwhile.
 */
public final class SlotIndex {

    public static final int NOT_FOUND = -1;

    private static final int MIN_CAPACITY = 16;
    private static final double MAX_LOAD = 0.8;
    private static final double GROWTH = 1.2;

    private final RecordArray records;
    private final int offset;
    private final long lowMask;
    private Table table = new Table(new int[MIN_CAPACITY], MIN_CAPACITY - 1);
    private int size;

    /**
     * @param entries slot numbers plus 1, and bits of the hash; 0 if free
     * @param slotMask the bits of an entry that are the slot number
     */
    private record Table(int[] entries, int slotMask) {

        int slot(int position) {
            return (entries[position] & slotMask) - 1;
        }

        boolean mayMatch(int position, long hash) {
            return ((entries[position] ^ (int) hash) & ~slotMask) == 0;
        }

        int home(long hash) {
            return (int) (((hash >>> 32) * entries.length) >>> 32);
        }

        int next(int position) {
            return position + 1 == entries.length ? 0 : position + 1;
        }

        /** How far the second position is behind the first. */
        int distance(int from, int to) {
            return to >= from ? to - from : to - from + entries.length;
        }

        void insert(int slot, long hash) {
            var position = home(hash);
            while (entries[position] != 0) {
                position = next(position);
            }
            entries[position] = ((int) hash & ~slotMask) | (slot + 1);
        }
    }

    /**
     * @param offset of the key in a record
     * @param lowMask the bits of the key's last eight bytes that are compared
     */
    public SlotIndex(RecordArray records, int offset, long lowMask) {
        this.records = records;
        this.offset = offset;
        this.lowMask = lowMask;
    }

    public int size() {
        return size;
    }

    /** The slot of the record with this key, or {@link #NOT_FOUND}. */
    public int find(long high, long low) {
        var hash = hash(high, low & lowMask);
        var read = table;
        var position = read.home(hash);
        // a read during a write may find no free entry, so the search is bounded
        for (var probes = 0; probes < read.entries().length; probes++) {
            var slot = read.slot(position);
            if (slot < 0) {
                return NOT_FOUND;
            }
            if (read.mayMatch(position, hash)
                    && records.getLong(slot, offset) == high
                    && low(slot) == (low & lowMask)) {
                return slot;
            }
            position = read.next(position);
        }
        return NOT_FOUND;
    }

    /** Adds a record whose key is not present. */
    public void add(int slot) {
        var capacity = table.entries().length;
        if (size + 1 > capacity * MAX_LOAD) {
            resize((int) Math.min(Integer.MAX_VALUE - 8L, (long) (capacity * GROWTH) + 1), slot);
        } else if (slot >= table.slotMask()) {
            resize(capacity, slot);
        }
        table.insert(slot, hash(slot));
        size++;
    }

    /** Reserves capacity for this number of records in total. */
    public void reserve(int count) {
        var capacity = (int) Math.min(Integer.MAX_VALUE - 8L, (long) (count / MAX_LOAD) + 1);
        if (capacity > table.entries().length) {
            resize(capacity, count);
        }
    }

    /** Removes a record if it is present; its key must still be in the record. */
    public void remove(int slot) {
        var entries = table.entries();
        var gap = table.home(hash(slot));
        while (table.slot(gap) != slot) {
            if (entries[gap] == 0) {
                return;
            }
            gap = table.next(gap);
        }
        // close the gap, so that it interrupts no probe sequence
        for (var position = table.next(gap); entries[position] != 0; position = table.next(position)) {
            var home = table.home(hash(table.slot(position)));
            if (table.distance(home, position) >= table.distance(gap, position)) {
                entries[gap] = entries[position];
                gap = position;
            }
        }
        entries[gap] = 0;
        size--;
    }

    /** @param slot the greatest slot that must fit into an entry, unless a present one is greater */
    private void resize(int capacity, int slot) {
        var slotMask = Math.max(table.slotMask(), -1 >>> Integer.numberOfLeadingZeros(slot + 1));
        var resized = new Table(new int[capacity], slotMask);
        for (var position = 0; position < table.entries().length; position++) {
            var present = table.slot(position);
            if (present >= 0) {
                resized.insert(present, hash(present));
            }
        }
        table = resized;
    }

    private long hash(int slot) {
        return hash(records.getLong(slot, offset), low(slot));
    }

    private long low(int slot) {
        return records.getLong(slot, offset + Long.BYTES) & lowMask;
    }

    /** The finalizer of MurmurHash3 on both halves. */
    private static long hash(long high, long low) {
        var mixed = (high ^ Long.rotateLeft(low * 0x9E3779B97F4A7C15L, 31)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }
}
