package org.keyledger.ledger;

/** An event with its position. */
public record PositionedEvent(Position position, EventRecord event) {}
