package org.keyledger.ledger;

/** One event at its position. */
public record RecordedEntry(Position position, Entry entry) {}
