package org.keyledger.ledger;

/** The position of an event in the ledger: dense and totally ordered, from 0. */
public record Position(long value) implements Comparable<Position> {

    public static final Position FIRST = new Position(0);

    public Position {
        if (value < 0) {
            throw new IllegalArgumentException("a position must be 0 or greater, was " + value);
        }
    }

    public Position plus(long events) {
        return new Position(value + events);
    }

    public Position next() {
        return plus(1);
    }

    public boolean isBefore(Position other) {
        return value < other.value;
    }

    @Override
    public int compareTo(Position other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
