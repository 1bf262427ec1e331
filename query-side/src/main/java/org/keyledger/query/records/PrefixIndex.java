package org.keyledger.query.records;

/**
 * Finds API keys by their prefix. A record contains its last characters, at most 12, which differ from key to key; what
 * comes before them, such as {@code kl_live_}, is shared.
 */
public final class PrefixIndex {

    /** The bytes of a prefix in a record: its last characters, and the number of its beginning. */
    public static final int BYTES = PrefixIndex.HANDLE_BYTES + Short.BYTES;

    private static final int HANDLE_BYTES = 12;
    /** The last two of the 16 compared bytes belong to another field. */
    private static final long PREFIX_BITS = -1L << Short.SIZE;

    private final RecordArray records;
    private final int offset;
    private final SlotIndex index;
    private final SharedValues<String> beginnings = new SharedValues<>();

    public PrefixIndex(RecordArray records, int offset) {
        this.records = records;
        this.offset = offset;
        this.index = new SlotIndex(records, offset, PREFIX_BITS);
    }

    public SharedValues<String> beginnings() {
        return beginnings;
    }

    public int find(String prefix) {
        var split = split(prefix);
        var beginning = findBeginning(prefix, split);
        return beginning < 0 ? SlotIndex.NOT_FOUND : index.find(pack(prefix, split, 0), low(prefix, split, beginning));
    }

    /** There are few: one for each brand and environment. */
    private int findBeginning(String prefix, int length) {
        for (var number = 0; number < beginnings.size(); number++) {
            var beginning = beginnings.get(number);
            if (beginning.length() == length && prefix.startsWith(beginning)) {
                return number;
            }
        }
        return SlotIndex.NOT_FOUND;
    }

    /** Writes the prefix into the record and adds it, in place of another record with this prefix. */
    public void add(int slot, String prefix) {
        var split = split(prefix);
        var beginning = beginnings.add(prefix.substring(0, split));
        records.putLong(slot, offset, pack(prefix, split, 0));
        records.putInt(slot, offset + Long.BYTES, (int) pack(prefix, split, Long.BYTES));
        records.putShort(slot, offset + HANDLE_BYTES, beginning);
        add(slot);
    }

    /** Adds a record that contains its prefix. */
    public void add(int slot) {
        var replaced = index.find(records.getLong(slot, offset), records.getLong(slot, offset + Long.BYTES));
        if (replaced != SlotIndex.NOT_FOUND) {
            index.remove(replaced);
        }
        index.add(slot);
    }

    public void remove(int slot) {
        index.remove(slot);
    }

    public void reserve(int keys) {
        index.reserve(keys);
    }

    private static long low(String prefix, int split, int beginning) {
        return pack(prefix, split, Long.BYTES) << Integer.SIZE | (long) beginning << Short.SIZE;
    }

    /** Where the characters begin that the record contains: behind the last underscore, if they fit. */
    private static int split(String prefix) {
        var split = Math.max(prefix.lastIndexOf('_') + 1, prefix.length() - HANDLE_BYTES);
        for (var i = split; i < prefix.length(); i++) {
            if (prefix.charAt(i) == 0 || prefix.charAt(i) > 0x7F) {
                split = i + 1;
            }
        }
        return split;
    }

    /** The characters from this one of the record on: eight, or the last four; zeros after the end. */
    private static long pack(String prefix, int split, int from) {
        var packed = 0L;
        var to = Math.min(from + Long.BYTES, HANDLE_BYTES);
        for (var i = from; i < to; i++) {
            packed = packed << Byte.SIZE | (split + i < prefix.length() ? prefix.charAt(split + i) : 0);
        }
        return packed;
    }
}
