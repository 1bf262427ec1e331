package org.keyledger.command.publisher;

import java.time.Instant;

/** An event of the ledger, opened, at its position. */
record LedgerEvent(long position, Instant time, Object payload) {}
