package org.keyledger.command.publisher;

import java.time.Instant;
import java.util.Map;

/** A decrypted event of the ledger, its position and the metadata of its commit. */
record LedgerEvent(long position, Instant time, Object payload, Map<String, ?> metadata) {}
