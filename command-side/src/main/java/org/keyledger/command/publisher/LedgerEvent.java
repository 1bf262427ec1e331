package org.keyledger.command.publisher;

import java.time.Instant;

/** A decrypted event of the ledger and its position. */
record LedgerEvent(long position, Instant time, Object payload) {}
