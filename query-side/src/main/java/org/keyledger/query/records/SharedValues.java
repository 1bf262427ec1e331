package org.keyledger.query.records;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Values that many records have in common, numbered from 0 and never removed. Only one thread may add; a value is visible
 * to any thread that has its number.
 */
public final class SharedValues<T> {

    /** Records store the number in two bytes. */
    private static final int MAX_VALUES = 1 << 16;

    private final Map<T, Integer> numbers = new HashMap<>();
    private Object[] values = {};

    public int size() {
        return numbers.size();
    }

    @SuppressWarnings("unchecked")
    public T get(int number) {
        return (T) values[number];
    }

    /** Whether {@link #add} accepts this value. */
    public boolean hasRoomFor(T value) {
        return size() < MAX_VALUES || numbers.containsKey(value);
    }

    /** The number of this value, which is added unless it is present. */
    public int add(T value) {
        var known = numbers.get(value);
        if (known != null) {
            return known;
        }
        if (size() == MAX_VALUES) {
            throw new IllegalStateException("more than " + MAX_VALUES + " different values");
        }
        var number = size();
        if (number == values.length) {
            values = Arrays.copyOf(values, Math.max(4, values.length * 2));
        }
        values[number] = value;
        numbers.put(value, number);
        return number;
    }
}
