package org.keyledger.ledger;

/** One event at its position. */
public record PositionedEvent(Position position, EventRecord event) {}
